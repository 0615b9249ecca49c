/** What each rule says to write instead. */
export const FIXES: Readonly<Record<string, string>> = {
  "audit-device": "add devices to AuditTrail: AuditDevice.file(…), AuditDevice.syslog()",
  "bounded-secret-id": "set secretIdTtl to 24 hours or less, and secretIdUses to 1 or more",
  "ephemeral-variables":
    "use RootCredential.fromVariable(variable), which marks it, and give the variable no default",
  "kubernetes-audience": "set audience",
  "kubernetes-reviewer-audience": "use TokenReviewer.vaultServiceAccount()",
  "lease-ttl-bounds": "set the TTL within the bounds",
  "no-default-policy": "add workloads by addWorkload",
  "no-grant-to-public": "grant it to a group role: Privileges.of({…})",
  "no-literal-password":
    "use RootCredential.generated(), password_wo with an ephemeral variable, or the environment variables of the provider",
  "no-password-in-url": "use endpoint and rootCredential, which render {{username}}:{{password}}",
  "no-raw-audit": "leave log_raw out",
  "no-superuser": "leave the attribute or the membership out",
  "no-wildcard-allowed-roles": "add roles by addRole, which allows them by name",
  "no-wildcard-service-accounts": "name each service account and namespace",
  "prevent-destroy": "set preventDestroy: true",
  "remote-state":
    'use a backend that locks; S3Backend does with backend.addOverride("use_lockfile", true), HttpBackend with lockAddress',
  "revocation-closes-first": "leave revocation_statements as addRole writes them",
  "role-ttl-within-mount": "lower the TTL of the role, or raise maxLeaseTtl of the engine",
  "root-rotation": "leave rotateRoot out",
  "scoped-policies": "grant by role.grantRead(workload)",
  scram: "leave password_authentication as addPostgresConnection writes it",
  "service-tokens": "leave token_type out",
  "templated-connection-url": "use endpoint, which renders {{username}}:{{password}}",
  "token-outlives-lease":
    "raise maxTtl of the token, use VaultToken.periodic, or lower defaultTtl of the role",
  "valid-until": "add VALID UNTIL '{{expiration}}' to the statements, or leave them as addRole writes them",
  "verified-tls": "use PostgresTls.verifyFull({ ca })",
  "verified-vault-tls": "leave skip_tls_verify out of the provider, and name the CA in VAULT_CACERT",
  "verify-connection": "leave verify_connection as addPostgresConnection writes it",
};
