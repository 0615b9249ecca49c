import { PolicyDocument } from "./policy-document";

/**
 * What a workload may do, and no more: read credentials of its roles, renew and revoke their leases, and look at,
 * renew and give back its own token.
 *
 * @param reads the paths of its roles: `database/creds/app-readonly`
 * @see Vault documentation, "Policies", "Fine-grained control"
 */
export function workloadPolicy(reads: readonly string[]): PolicyDocument {
  const document = new PolicyDocument()
    .allow("auth/token/lookup-self", ["read"])
    .allow("auth/token/renew-self", ["update"])
    .allow("auth/token/revoke-self", ["update"]);
  if (!reads.length) return document;
  for (const path of reads) document.allow(path, ["read"]);
  const ownLeases = reads.map((path) => `${path}/*`).sort();
  return document
    .allow("sys/leases/renew", ["update"], { lease_id: ownLeases, increment: [] })
    .allow("sys/leases/revoke", ["update"], { lease_id: ownLeases, sync: [] });
}
