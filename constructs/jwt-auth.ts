import { JwtAuthBackend } from "@cdktf/provider-vault/lib/jwt-auth-backend";
import { Construct, type IConstruct } from "constructs";
import type { JwtBounds } from "./jwt-bounds";
import type { JwtIssuer } from "./jwt-issuer";
import { type JwtMount, JwtWorkload, type JwtWorkloadProps } from "./jwt-workload";
import { claimAuthMethod, importAuthMethod } from "./private/auth-method";
import { addProblems } from "./private/validation";
import { written } from "./private/written";

export interface JwtAuthProps<Bounds extends JwtBounds> {
  /** Where the auth method is mounted. @default - the construct's id */
  readonly path?: string;
  /** Whose tokens log in. */
  readonly issuer: JwtIssuer<Bounds>;
}

/** Vault's auth method for JWTs, of one issuer. */
export interface IJwtAuth<Bounds extends JwtBounds> extends IConstruct {
  /** The path of its mount, below `auth/`. */
  readonly path: string;
  /** Adds a workload that logs in with a token of the issuer: a job of its CI. */
  addWorkload(name: string, props: JwtWorkloadProps<Bounds>): JwtWorkload;
}

/**
 * Vault's JWT auth method, enabled and configured for one issuer. Writes `sys/auth/<path>`, for which the provider's token
 * needs update, delete and sudo, and `auth/<path>/config`, for which it needs read and update; it reads
 * `sys/mounts/auth/<path>` and its `tune`.
 *
 * @see Vault documentation, "JWT/OIDC auth method", https://developer.hashicorp.com/vault/docs/auth/jwt
 *
 * @example
 * new JwtAuth(stack, "gitlab", { issuer: JwtIssuer.gitlab() });
 */
export class JwtAuth<Bounds extends JwtBounds> extends Construct implements IJwtAuth<Bounds> {
  /** A JWT auth method that is mounted and configured elsewhere. @param issuer whose tokens log in there */
  static fromPath<Bounds extends JwtBounds>(
    scope: Construct,
    id: string,
    path: string,
    issuer: JwtIssuer<Bounds>,
  ): IJwtAuth<Bounds> {
    return new ImportedJwtAuth(scope, id, path, issuer);
  }

  readonly path: string;
  private readonly mount: JwtMount;

  constructor(scope: Construct, id: string, { path = id, issuer }: JwtAuthProps<Bounds>) {
    super(scope, id);
    this.path = path;
    claimAuthMethod(this, path, () => ({ type: "jwt", issuer: issuer.describe(this) }));
    const { path: backend } = written(
      new JwtAuthBackend(this, "Resource", { path, type: "jwt", ...issuer.toArguments() }),
    );
    this.mount = { path, backend, kind: issuer.kind };
    addProblems(this, () => issuer.problems());
  }

  addWorkload(name: string, props: JwtWorkloadProps<Bounds>): JwtWorkload {
    return new JwtWorkload(this, name, this.mount, props);
  }
}

class ImportedJwtAuth<Bounds extends JwtBounds> extends Construct implements IJwtAuth<Bounds> {
  constructor(
    scope: Construct,
    id: string,
    readonly path: string,
    private readonly issuer: JwtIssuer<Bounds>,
  ) {
    super(scope, id);
    importAuthMethod(this, "jwt", path, () => issuer.describe(this));
    addProblems(this, () => issuer.problems());
  }

  addWorkload(name: string, props: JwtWorkloadProps<Bounds>): JwtWorkload {
    const { path, issuer } = this;
    return new JwtWorkload(this, name, { path, backend: path, kind: issuer.kind }, props);
  }
}
