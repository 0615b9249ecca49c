/** What each rule says to write instead. */
export const FIXES: Readonly<Record<string, string>> = {
  "audit-device": "add devices to AuditTrail: AuditDevice.file(…), AuditDevice.syslog()",
  "bound-networks": "name the networks that the workload is in, or leave boundCidrs out",
  "bounded-secret-id": "set secretIdTtl to 24 hours or less, and secretIdUses to 1 or more",
  "distinct-user-names":
    "leave usernameTemplate out, or keep {{random 20}} in it and truncate what is before",
  "ephemeral-variables":
    "use RootCredential.fromVariable(variable) or TokenReviewer.fromVariable(variable), which mark it, and give the variable no default",
  "jwt-audience": "set audience",
  "jwt-repository": "use boundTo: GitHubJob.branch(…), GitLabJob.branch(…) or JwtSubject.of(…)",
  "kept-audit":
    'name a file of its own: AuditDevice.file({ path: "/var/log/vault/audit.log" }), and leave mode out',
  "kubernetes-audience": "set audience",
  "kubernetes-reviewer-audience":
    "use TokenReviewer.vaultServiceAccount() where Vault runs in the cluster, and TokenReviewer.fromVariable(variable) elsewhere",
  "lease-ttl-bounds": "set the TTL within the bounds",
  "leased-role-would-do":
    "use addRole, or acknowledge it with the reason why its reader can't take a new user name",
  "no-default-policy": "add workloads by addWorkload",
  "no-grant-to-public": "grant it to a group role: Privileges.of({…})",
  "no-literal-password":
    "use RootCredential.generated(), password_wo with an ephemeral variable, or the environment variables of the provider",
  "no-password-in-url": "use endpoint and rootCredential, which render {{username}}:{{password}}",
  "no-raw-audit": "leave log_raw, hmac_accessor, filter and exclude out",
  "no-superuser": "leave the attribute or the membership out",
  "no-wildcard-claims": "name each repository, branch or environment by a workload of its own",
  "no-wildcard-service-accounts": "name each service account and namespace",
  "prevent-destroy": "set preventDestroy: true",
  "remote-state":
    'use a backend that locks and encrypts; S3Backend does with encrypt: true and backend.addOverride("use_lockfile", true), HttpBackend with https and lockAddress',
  "role-ttl-within-mount": "lower the TTL of the role, or raise maxLeaseTtl of the engine",
  "root-rotation": "leave rotateRoot out",
  "scoped-policies":
    "grant by role.grantRead(workload), workload.grantSecretId(other) and key.grantEncryptDecrypt(workload)",
  "token-outlives-lease":
    "raise maxTtl of the token, use VaultToken.periodic, or lower defaultTtl of the role",
  undescribed:
    "describe it by the constructs' props, move it into a stack of its own, or acknowledge it for this one construct and argument",
  "verified-tls":
    "use PostgresTls.verifyFull({ ca }), and leave sslmode out of the provider and sslMode out of templates and Secrets, or name verify-full",
  "verified-vault-tls":
    "write an https address, leave skip_tls_verify out of the provider, and name the CA in VAULT_CACERT",
};
