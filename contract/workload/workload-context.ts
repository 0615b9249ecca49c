import type { RoleDescription, StaticRoleDescription, WorkloadDescription } from "../../constructs";
import type { VaultClient } from "../../clients/vault-client";
import type { Credential } from "../../policies";
import type { Ability } from "../abilities";
import type { Deployment } from "../deployment";
import { Fixture } from "../fixture";
import type { Lease, Leases } from "../leases";
import { nearest } from "../nearest";
import type { StaticCredential, StaticCredentials } from "../static-credentials";
import type { Subject } from "../subject";
import { logInByAppRole } from "./approle-login";
import type { Authentication } from "./authentication";
import { logInByJwt } from "./jwt/jwt-login";
import { logInByKubernetes } from "./kubernetes-login";
import { makeToken } from "./token-login";

/** What the checks of a workload share. */
export class WorkloadContext {
  readonly about: Extract<Subject, { kind: "workload" }>;

  /** Its login. */
  readonly authentication = new Fixture(() => this.logIn());

  /** The first credential that it reads of each Vault role. */
  private readonly credentials = new Map<string, Fixture<Lease>>();

  constructor(
    readonly workload: WorkloadDescription,
    private readonly deployment: Deployment,
    private readonly leases: Leases,
    private readonly staticCredentials: StaticCredentials,
  ) {
    const { name, login } = workload;
    this.about = { kind: "workload", name, login: login.path };
  }

  /** What logging it in needs. */
  get needs(): Ability[] {
    const { method } = this.workload.login;
    if (method === "jwt") return ["tokens of issuers"];
    return [method === "kubernetes" ? "service account tokens" : "root of Vault"];
  }

  /** The credentials that it reads of roles that no stack on these servers describes. */
  get credentialsElsewhere(): Credential[] {
    const { roles, staticRoles } = this.deployment.access;
    const known = [...roles, ...staticRoles].map(({ path }) => path);
    return this.workload.reads.filter(({ path }) => !known.includes(path));
  }

  /** The Vault roles that it reads. One of another stack is not on these servers. */
  get ownRoles(): RoleDescription[] {
    return this.deployment.access.roles.filter((role) => this.reads(role));
  }

  /** Vault roles that it doesn't read: of many, those whose names are next to those it reads. */
  get otherRoles(): RoleDescription[] {
    const { roles } = this.deployment.access;
    return nearest(roles, (role) => this.reads(role)).filter((role) => !this.reads(role));
  }

  /** The static roles that it reads. */
  get ownStaticRoles(): StaticRoleDescription[] {
    return this.deployment.access.staticRoles.filter((role) => this.reads(role));
  }

  /** Static roles that it doesn't read: of many, those whose names are next to those it reads. */
  get otherStaticRoles(): StaticRoleDescription[] {
    const { staticRoles } = this.deployment.access;
    return nearest(staticRoles, (role) => this.reads(role)).filter((role) => !this.reads(role));
  }

  private reads({ path }: { readonly path: string }): boolean {
    return this.workload.reads.some((credential) => credential.path === path);
  }

  /** Logs it in once more. @throws VaultError when that is refused */
  logIn(): Promise<Authentication> {
    const { login } = this.workload;
    switch (login.method) {
      case "approle":
        return logInByAppRole(this.deployment, this.workload, login);
      case "kubernetes":
        return logInByKubernetes(this.deployment, this.workload, login);
      case "jwt":
        return logInByJwt(this.deployment, this.workload, login);
      case "token":
        return makeToken(this.deployment, this.workload);
    }
  }

  /** Vault as it sees it. */
  async vault(): Promise<VaultClient> {
    const { client_token: token } = await this.authentication.get();
    return this.deployment.vault.withToken(token);
  }

  /** The first credential of a Vault role that it reads. */
  credentialOf(path: string): Promise<Lease> {
    const credential =
      this.credentials.get(path) ?? new Fixture(async () => this.leases.issue(path, await this.vault()));
    this.credentials.set(path, credential);
    return credential.get();
  }

  /** The credential of a static role that it reads, as it is now. */
  async staticCredentialOf(path: string): Promise<StaticCredential> {
    return this.staticCredentials.read(path, await this.vault());
  }
}
