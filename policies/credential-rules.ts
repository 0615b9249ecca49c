import type { PolicyRule } from "./policy-document";

/** Kinds of credentials, by what a policy allows with them. */
export type CredentialKind = keyof typeof RULES;

/** Something whose credentials a policy lets its token read. */
export interface Credential {
  /** The path that is read: `database/creds/app-readonly`. */
  readonly path: string;
  /**
   * `leased`: a user of the database of its own for each read, until the lease ends. `static`: always the same user, whose
   * password Vault changes.
   */
  readonly kind: CredentialKind;
}

const RULES = { leased: leasedRules, static: staticRules };

/** Where the credentials of a role of the database engine are read. */
export function leasedPath(mount: string, role: string): string {
  return `${mount}/creds/${role}`;
}

/** Where the credential of a static role of the database engine is read. */
export function staticPath(mount: string, role: string): string {
  return `${mount}/static-creds/${role}`;
}

/** What a token needs to read a credential, and to renew and revoke its leases, if it has any. */
export function credentialRules({ path, kind }: Credential): PolicyRule[] {
  return RULES[kind](path);
}

/**
 * A leased credential is read, and its leases are renewed and revoked: by the `lease_id` in a request's body, which
 * Vault can check, or by the lease in the path, as the command lines of Vault and OpenBao do it. There Vault would take
 * a `lease_id` in the body before the one in the path, so the body may have none.
 *
 * @see Vault documentation, "Policies", "Fine-grained control", and "/sys/leases",
 * https://developer.hashicorp.com/vault/docs/concepts/policies#fine-grained-control
 */
function leasedRules(path: string): PolicyRule[] {
  const ownLeases = `${path}/*`;
  const update = (rule: string, allowedParameters: PolicyRule["allowedParameters"]): PolicyRule => ({
    path: rule,
    capabilities: ["update"],
    allowedParameters,
  });
  return [
    { path, capabilities: ["read"] },
    update("sys/leases/renew", { lease_id: [ownLeases], increment: [] }),
    update(`sys/leases/renew/${ownLeases}`, { increment: [] }),
    update("sys/leases/revoke", { lease_id: [ownLeases], sync: [] }),
    update(`sys/leases/revoke/${ownLeases}`, { sync: [] }),
  ];
}

/** A static credential is read, and nothing else: it has no lease, and who rotates it takes it from all others. */
function staticRules(path: string): PolicyRule[] {
  return [{ path, capabilities: ["read"] }];
}
