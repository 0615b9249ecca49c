import { leasedPath } from "./credential-rules";
import { PolicyDocument } from "./policy-document";
import type { WrittenResource } from "./written-resource";

/**
 * What somebody needs in Vault who ends leases: to list those of these resources, and to revoke them one by one or by
 * prefix. For `vault-db drain` together with the deployer's policy, and alone for whoever has an incident: it reads no
 * credential, and forgets no lease that could not be revoked (`-force`).
 *
 * @see Vault documentation, "/sys/leases", https://developer.hashicorp.com/vault/api-docs/system/leases
 */
export function drainPolicy(resources: readonly WrittenResource[]): PolicyDocument {
  const document = new PolicyDocument();
  for (const prefix of prefixesOf(resources)) {
    const leases = `${prefix}/*`;
    document
      .allow(`sys/leases/lookup/${leases}`, ["list", "sudo"])
      .allow("sys/leases/revoke", ["update"], { allowedParameters: { lease_id: [leases], sync: [] } })
      .allow(`sys/leases/revoke-prefix/${prefix}`, ["sudo", "update"])
      .allow(`sys/leases/revoke-prefix/${leases}`, ["sudo", "update"]);
  }
  // Leases of roles that are gone are found by the roles that aren't.
  for (const mount of databaseMounts(resources)) document.allow(`${mount}/roles`, ["list"]);
  return document;
}

/** A mount that the stack makes holds nobody else's leases; of another one only those of its own roles count. */
function prefixesOf(resources: readonly WrittenResource[]): string[] {
  const mounts = databaseMounts(resources);
  const roles = resources
    .filter(({ type }) => type === "vault_database_secret_backend_role")
    .map(({ attributes: { backend, name } }) => ({ backend: String(backend), name: String(name) }))
    .filter(({ backend }) => !mounts.includes(backend));
  return [
    ...mounts.map((mount) => `${mount}/creds`),
    ...roles.map(({ backend, name }) => leasedPath(backend, name)),
  ];
}

function databaseMounts(resources: readonly WrittenResource[]): string[] {
  return resources
    .filter(({ type, attributes }) => type === "vault_mount" && attributes.type === "database")
    .map(({ attributes }) => String(attributes.path));
}
