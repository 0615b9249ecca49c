import type { AccessManifest, JwtIssuerDescription } from "../../constructs";
import type { CertificateAuthority } from "./certificate-authority";
import { JwtIssuerServer } from "./jwt-issuer-server";
import type { Workspace } from "./workspace";

type Access = Pick<AccessManifest, "authMethods">;

/** What stands in for the issuers of JWTs. Each knows its own keys, and no other's. */
export class JwtIssuers {
  static async start(
    stacks: readonly Access[],
    workspace: Workspace,
    authority: CertificateAuthority,
  ): Promise<JwtIssuers> {
    const issuers = stacks.flatMap(issuersOf).map(([, issuer]) => issuer);
    const byName = new Map(issuers.map((issuer) => [nameOf(issuer), issuer]));
    const started = [...byName].map(async ([name, issuer]): Promise<[string, JwtIssuerServer]> => {
      const server = await JwtIssuerServer.start(issuer, authority);
      workspace.onDispose(() => server.close());
      return [name, server];
    });
    return new JwtIssuers(new Map(await Promise.all(started)), stacks);
  }

  private constructor(
    private readonly byName: ReadonlyMap<string, JwtIssuerServer>,
    private readonly stacks: readonly Access[],
  ) {}

  /** As a stack knows them: a path leads to the issuer that it describes. */
  in(stack: Access): JwtIssuers {
    return new JwtIssuers(this.byName, [stack, ...this.stacks]);
  }

  /** The issuer of an auth method, by the path of its mount. Nothing where nobody described one. */
  of(path: string): JwtIssuerServer | undefined {
    const [, issuer] = this.stacks.flatMap(issuersOf).find(([mount]) => mount === path) ?? [];
    return issuer && this.byName.get(nameOf(issuer));
  }
}

function issuersOf({ authMethods }: Access): [string, JwtIssuerDescription][] {
  return authMethods.flatMap(({ path, issuer }) => (issuer ? [[path, issuer]] : []));
}

function nameOf({ issuer, algorithm }: JwtIssuerDescription): string {
  return `${issuer} ${algorithm}`;
}
