import { workloadPolicy } from "../../../policies";
import {
  ROLE,
  add,
  type Attributes,
  CONNECTION,
  edit,
  type Mutation,
  policy,
  policyInHcl,
  remove,
  set,
  withFile,
} from "./mutation";

/** Where the command lines of Vault and OpenBao renew and revoke a lease. */
const RENEWED_BY_PATH = "sys/leases/renew/database/creds/app-readwrite/*";
const REVOKED_BY_PATH = "sys/leases/revoke/database/creds/app-readwrite/*";

/** Wrong edits of what is made in Vault. */
export const VAULT_MUTATIONS: readonly Mutation[] = [
  [
    "a lease may live longer than the guardrails allow that access.json names",
    set(`${ROLE}readwrite`, { max_ttl: 172_800 }),
    "dev/database/appdb/app-readwrite: keeps-guardrails: lease-ttl-bounds: max_ttl is 172800 s; the bounds are 15 min and 24 h",
  ],
  [
    "one client may ask for a credential more often",
    set("vault_quota_rate_limit", { rate: 100 }),
    [
      "app-readwrite: rate-limit-as-described: database-app-readwrite: rate is 100 instead of 2",
      "app-readwrite: holds-rate-limit: request 3 is let through",
    ],
  ],
  [
    "a limit is on another role's credentials",
    edit("vault_quota_rate_limit", (attributes) => ({
      ...attributes,
      path: String(attributes.path).replace("readwrite", "readonly"),
    })),
    [
      "app-readwrite: rate-limit-as-described: database-app-readwrite: path is database/creds/app-readonly instead of database/creds/app-readwrite",
      "app-readwrite: holds-rate-limit: request 3 is let through",
    ],
  ],
  [
    "one client may ask less often",
    set("vault_quota_rate_limit", { rate: 1 }),
    "app-readwrite: holds-rate-limit: 1 of 2 requests are turned away",
  ],
  [
    "access.json accepts what no guardrail finds",
    (stack) => ({
      ...stack,
      access: {
        ...stack.access,
        acknowledged: [{ rule: "remote-state", path: "dev", reason: "nobody else applies it" }],
      },
    }),
    'dev: keeps-guardrails: acknowledgement: rule "remote-state" finds nothing here',
  ],
  [
    "access.json says of an override that nobody accepted",
    (stack) => ({
      ...stack,
      access: {
        ...stack.access,
        undescribed: [
          { path: "dev/approle", what: "vault_auth_backend", argument: "local", harmless: false },
        ],
      },
    }),
    "dev/approle (local): keeps-guardrails: undescribed: its vault_auth_backend has an argument that its construct didn't write",
  ],
  [
    "the mount's maximum is raised",
    set("vault_mount", { max_lease_ttl_seconds: 864_000 }),
    "dev: mounts-as-described: database/: max_lease_ttl is 864000 instead of 86400",
  ],
  [
    "the root password is not rotated",
    remove("vault_generic_endpoint"),
    "database/appdb: bootstrap-password-refused: vault_appdb still logs in with its first password: the root password was not rotated",
  ],
  [
    "any role may use the connection",
    set(CONNECTION, { allowed_roles: ["*"] }),
    "database/appdb: configuration-as-described: allowed_roles is * instead of app-migrator, app-readonly, app-readwrite",
  ],
  [
    "roles of a kind may use the connection",
    set(CONNECTION, { allowed_roles: ["app-*"] }),
    "database/appdb: configuration-as-described: allowed_roles is app-* instead of app-migrator, app-readonly, app-readwrite",
  ],
  [
    "a policy that nobody described is there",
    add("vault_policy.admin", { name: "admin", policy: '{"path":{"*":{"capabilities":["sudo"]}}}' }),
    "dev: vault-holds-only-what-is-described: unexpected: sys/policy/admin",
  ],
  [
    "who deploys may read credentials",
    withFile(
      "deployer.policy.json",
      () => '{"path":{"*":{"capabilities":["create","read","update","delete","sudo"]}}}',
    ),
    /dev: operator-policies-as-described: deployer\.policy\.json: unexpected: create, delete, read, sudo, update on \*; deployer\.policy\.json: missing: /,
  ],
  [
    "who plans may read credentials",
    withFile("plan.policy.json", (text) => {
      const { path } = JSON.parse(text) as { path: Record<string, Attributes> };
      path["database/creds/*"] = { capabilities: ["read"] };
      return JSON.stringify({ path });
    }),
    "dev: operator-policies-as-described: plan.policy.json: unexpected: read on database/creds/*",
  ],
  [
    "who ends leases may end those of other mounts, and every token with them",
    withFile("drain.policy.json", (text) => text.replaceAll("revoke-prefix/database/creds", "revoke-prefix")),
    /dev: operator-policies-as-described: drain\.policy\.json: unexpected: sudo, update on sys\/leases\/revoke-prefix(\/\*)?; /,
  ],
  [
    "who ends leases may make Vault forget them, whose users live on",
    withFile("drain.policy.json", (text) =>
      text.replaceAll("sys/leases/revoke-prefix", "sys/leases/revoke-force"),
    ),
    /dev: operator-policies-as-described: drain\.policy\.json: unexpected: sudo, update on sys\/leases\/revoke-force\/database\/creds; /,
  ],
  [
    "who ends leases may end every lease there is",
    withFile("drain.policy.json", (text) => text.replace(/"lease_id": \[[^\]]*\]/, '"lease_id": []')),
    /dev: operator-policies-as-described: drain\.policy\.json: unexpected: update on sys\/leases\/revoke, allowed_parameters \{lease_id \[\]/,
  ],
  [
    "policy and access.json both let a workload read a secret of somebody else",
    (stack) => {
      const secret = { path: "secret/data/payroll", kind: "leased" } as const;
      const workloads = stack.access.workloads.map((workload) =>
        workload.policy === "approle-myapp" ? { ...workload, reads: [...workload.reads, secret] } : workload,
      );
      const paths = JSON.parse(workloadPolicy([secret]).toJson()) as { path: Record<string, Attributes> };
      const edited = policy((own) => Object.assign(own, paths.path, { ...own }))(stack);
      return { ...edited, access: { ...stack.access, workloads } };
    },
    "myapp (approle): policy-as-described: access.json lets it read what is no credential: secret/data/payroll",
  ],
  [
    "the policy says something twice, of which a careless reader forgets the first",
    edit("vault_policy.approle_myapp", ({ policy: text, ...attributes }) => ({
      ...attributes,
      policy: String(text).replace(
        '"path": {',
        '"path": { "sys/leases/revoke": { "capabilities": ["sudo"] },',
      ),
    })),
    /myapp \(approle\): policy-as-described: approle-myapp: unexpected: sudo, update on sys\/leases\/revoke, allowed_parameters .*; missing: update on sys\/leases\/revoke, allowed_parameters /,
  ],
  [
    "the policy is not one",
    edit("vault_policy.approle_myapp", ({ policy: text, ...attributes }) => ({
      ...attributes,
      policy: `name = "app"\n${policyInHcl(String(text))}`,
    })),
    'myapp (approle): policy-as-described: approle-myapp: it can\'t be read: "name" is not a path',
  ],
  [
    "the policy makes secret IDs of its own workload",
    policy((paths) => (paths["auth/approle/role/myapp/secret-id"] = { capabilities: ["update"] })),
    "myapp (approle): may-not-make-other-login-material: it may make one at auth/approle/role/myapp/secret-id",
  ],
  [
    "the policy rewrites itself",
    policy((paths) => (paths["sys/policies/acl/approle-myapp"] = { capabilities: ["update"] })),
    "myapp (approle): policy-as-described: approle-myapp: unexpected: update on sys/policies/acl/approle-myapp",
  ],
  [
    "the policy reads credentials of another stack",
    policy((paths) => (paths["database/creds/of-another-stack"] = { capabilities: ["read"] })),
    "myapp (approle): policy-as-described: approle-myapp: unexpected: read on database/creds/of-another-stack",
  ],
  [
    "the policy revokes leases of its engine",
    policy((paths) => {
      const rule = paths["sys/leases/revoke"] as { allowed_parameters: Record<string, string[]> };
      rule.allowed_parameters.lease_id = ["database/creds/*"];
    }),
    "myapp (approle): may-not-touch-leases-of-others: it may revoke a lease of database/creds/app-migrator",
  ],
  [
    "the policy renews leases of roles with a like name",
    policy((paths) => {
      const rule = paths["sys/leases/renew"] as { allowed_parameters: Record<string, string[]> };
      rule.allowed_parameters.lease_id = ["database/creds/app-readwrite*"];
    }),
    "myapp (approle): may-not-touch-leases-of-others: it may renew a lease of database/creds/app-readwrite-contract",
  ],
  [
    "the token can't be renewed",
    policy((paths) => delete paths["auth/token/renew-self"]),
    "myapp (approle): token: POST auth/token/renew-self: 403 permission denied",
  ],
  [
    "Kubernetes is bound to one service account more",
    set("vault_kubernetes_auth_backend_role", { bound_service_account_names: ["myapp", "default"] }),
    "myapp (kubernetes): login-role-as-described: bound_service_account_names is default, myapp instead of myapp",
  ],
  [
    "Vault checks the issuer of service account tokens itself",
    set("vault_kubernetes_auth_backend_config", { disable_iss_validation: false }),
    "dev: clusters-asked-as-described: auth/kubernetes/config: disable_iss_validation is false instead of true",
  ],
  [
    "a role is not allowed on the connection",
    set(CONNECTION, { allowed_roles: ["app-readonly", "app-migrator"] }),
    /app-readwrite: lease-issued: GET database\/creds\/app-readwrite: .*"app-readwrite" is not an allowed role/,
  ],
  [
    "the policy reads every role",
    policy((paths) => (paths["database/creds/*"] = { capabilities: ["read"] })),
    "myapp (approle): may-not-read-other-roles: it reads credentials of database/creds/app-migrator, which it was not granted",
  ],
  [
    "the policy renews every lease",
    policy((paths) => (paths["sys/leases/renew"] = { capabilities: ["update"] })),
    "myapp (approle): may-not-touch-leases-of-others: it may renew a lease of database/creds/app-migrator",
  ],
  [
    "the policy revokes every lease",
    policy((paths) => (paths["sys/leases/revoke"] = { capabilities: ["update"] })),
    "myapp (approle): may-not-touch-leases-of-others: it may revoke a lease of database/creds/app-migrator",
  ],
  [
    "the policy renews, by the path, a lease that the body names",
    policy((paths) => (paths[RENEWED_BY_PATH] = { capabilities: ["update"] })),
    "myapp (approle): may-not-touch-leases-of-others: it may renew a lease of database/creds/app-migrator",
  ],
  [
    "the policy revokes, by the path, a lease that the body names",
    policy((paths) => (paths[REVOKED_BY_PATH] = { capabilities: ["update"] })),
    "myapp (approle): may-not-touch-leases-of-others: it may revoke a lease of database/creds/app-migrator",
  ],
  [
    "the policy can't renew by the path",
    policy((paths) => Reflect.deleteProperty(paths, RENEWED_BY_PATH)),
    /myapp \(approle\): may-use-credential \(database\/creds\/app-readwrite\): PUT sys\/leases\/renew\/database\/creds\/app-readwrite\/\S+: 403/,
  ],
  [
    "the policy can't revoke by the path",
    policy((paths) => Reflect.deleteProperty(paths, REVOKED_BY_PATH)),
    /myapp \(approle\): may-use-credential \(database\/creds\/app-readwrite\): PUT sys\/leases\/revoke\/database\/creds\/app-readwrite\/\S+: 403/,
  ],
  [
    "the policy reads the configuration",
    policy((paths) => (paths["database/config/appdb"] = { capabilities: ["read"] })),
    "myapp (approle): policy-as-described: approle-myapp: unexpected: read on database/config/appdb",
  ],
  [
    "the policy can't renew",
    policy((paths) => delete paths["sys/leases/renew"]),
    /myapp \(approle\): may-use-credential \(database\/creds\/app-readwrite\): POST sys\/leases\/renew: 403/,
  ],
  [
    "the policy can't read",
    policy((paths) => delete paths["database/creds/app-readwrite"]),
    /myapp \(approle\): may-use-credential \(database\/creds\/app-readwrite\): GET database\/creds\/app-readwrite: 403/,
  ],
  [
    "the token has the default policy",
    set("vault_approle_auth_backend_role", { token_no_default_policy: false }),
    "myapp (approle): token: its token has the policies approle-myapp, default instead of approle-myapp",
  ],
  [
    "the token is not periodic",
    set("vault_approle_auth_backend_role", { token_period: 0, token_ttl: 60 }),
    "myapp (approle): token: its token has a period of 0 s instead of 3600 s",
  ],
  [
    "a secret ID has no end of uses",
    set("vault_approle_auth_backend_role", { secret_id_num_uses: 0 }),
    "myapp (approle): secret-id-refused-after-its-uses: Vault lets in a secret ID after 1 uses",
  ],
  [
    "a secret ID lives for a day",
    set("vault_approle_auth_backend_role", { secret_id_ttl: 86_400 }),
    "myapp (approle): login-role-as-described: secret_id_ttl is 86400 instead of 600",
  ],
  [
    "Kubernetes is bound to every service account",
    set("vault_kubernetes_auth_backend_role", { bound_service_account_names: ["*"] }),
    "myapp (kubernetes): other-service-account-refused: Vault lets in other service account",
  ],
  [
    "Kubernetes is bound to every namespace",
    set("vault_kubernetes_auth_backend_role", { bound_service_account_namespaces: ["*"] }),
    "myapp (kubernetes): other-namespace-refused: Vault lets in other namespace",
  ],
  [
    "Kubernetes takes the audience of another service",
    set("vault_kubernetes_auth_backend_role", { audience: "contract-other" }),
    [
      /myapp \(kubernetes\): token: POST auth\/kubernetes\/login: 403/,
      "myapp (kubernetes): other-audience-refused: Vault lets in other audience",
    ],
  ],
  [
    "the audit device logs raw",
    edit("vault_audit", (attributes) => ({
      ...attributes,
      options: { ...(attributes.options as Attributes), log_raw: "true" },
    })),
    /audit device file: holds-no-password: it holds \d+ passwords in the clear/,
  ],
  [
    "the audit device writes nowhere, where a rehearsal would put a file",
    edit("vault_audit", (attributes) => ({
      ...attributes,
      options: { ...(attributes.options as Attributes), file_path: "discard" },
    })),
    "audit device file: settings-as-described: file_path is discard instead of /vault/logs/audit.log",
  ],
  [
    "the break-glass role waits for nothing",
    set("postgresql_role.break-glass", { depends_on: [] }),
    [
      /^dev\/break-glass: waits-for-what-it-needs: postgresql_role\.break-glass_\w+ doesn't wait for postgresql_role\.appdb_owner_\w+, which it needs$/,
      /^dev\/break-glass: applies: postgresql_role\.break-glass_\w+: role "app_owner" does not exist$/,
    ],
  ],
  [
    "the audit device is gone",
    remove("vault_audit"),
    [
      /dev: audit-devices-as-described: missing: file\//,
      "audit device file: names-who-read-what: nothing writes to it: Vault has no such audit device",
    ],
  ],
  [
    "the connection's URL names another database",
    edit(CONNECTION, (attributes) => ({
      ...attributes,
      postgresql: {
        ...(attributes.postgresql as Attributes),
        connection_url: "postgresql://{{username}}:{{password}}@postgres:5432/other?sslmode=disable",
      },
    })),
    /dev\/database\/appdb: applies: vault_database_secret_backend_connection\.\S+: .*database "other" does not exist/,
  ],
];
