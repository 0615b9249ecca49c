import type { AccessManifest } from "../../../constructs";
import { reachOf } from "../../../constructs/guardrails/rendered/reach";

const ACCESS = {
  engines: [{ path: "team/database" }],
  transitEngines: [{ path: "transit" }],
  authMethods: [{ path: "approle" }],
  workloads: [{ policy: "app" }],
  passwordPolicies: [{ name: "long" }],
  connections: [{ endpoint: { host: "postgres.internal", port: 5432 } }],
  databases: [
    {
      owner: "app_owner",
      account: "vault_appdb",
      issuer: "vault_appdb_issuer",
      groups: [{ role: "app_read_only" }],
      otherOwners: [{ role: "audit_owner" }],
    },
  ],
  staticRoles: [{ userName: "reports" }],
  breakGlass: [{ role: "oncall" }],
} as unknown as AccessManifest;

const policy = (path: string, ...capabilities: string[]) =>
  reachOf("vault_policy", { policy: JSON.stringify({ path: { [path]: { capabilities } } }) }, ACCESS);

test.each([
  ["team/database/creds/app", "read"],
  ["team/*", "list"],
  ["*", "read"],
  ["+/database/creds/app", "read"],
  ["team/+/creds/*", "read"],
  ["team/database/config/appdb", "update"],
  ["auth/approle/role/app/secret-id", "update"],
  ["auth/+/role/*", "update"],
  ["transit/encrypt/key", "update"],
  ["sys/leases/revoke-prefix/kv", "sudo"],
  ["sys/policies/acl/*", "create"],
  ["sys/mounts/team/database/tune", "update"],
  ["sys/*", "update"],
  ["{{identity.entity.metadata.team}}/database/creds/app", "read"],
  ["team/{{identity.entity.aliases.x.name}}/*", "read"],
  ["sys/auth/approle", "sudo"],
  ["sys/revoke-prefix/*", "update"],
  ["sys/policies/password/long", "update"],
  ["sys/raw/*", "read"],
  ["identity/*", "update"],
  ["identity/group/name/team", "create"],
  ["auth/token/roles/*", "update"],
  ["auth/token/create", "sudo"],
])("a policy reaches what is described by %s: %s", (path, capability) => {
  expect(policy(path, capability)).toBe(`its policy allows ${capability} on ${path}`);
});

test.each([
  ["secret/data/*", "read"],
  ["team/database2/creds/app", "read"],
  ["team/data", "read"],
  ["kv/+/creds/*", "read"],
  ["team/database/*", "deny"],
  ["sys/policies/acl/*", "read"],
  ["sys/mounts", "read"],
  ["auth/token/lookup-self", "read"],
  ["auth/token/create", "update"],
  ["identity/lookup/entity", "update"],
  ["identity/*", "read"],
  ["sys/policies/password/short", "update"],
  ["secret/data/{{identity.entity.id}}/*", "read"],
  ["secret/data/${each.value}/*", "read"],
])("a policy is apart from what is described by %s: %s", (path, capability) => {
  expect(policy(path, capability)).toBeUndefined();
});

test("what an expression in a path comes to may be anything", () => {
  expect(policy("${each.value}/database/creds/app", "read")).toBe(
    "its policy allows read on +/database/creds/app",
  );
});

test("a policy that others write whole is not known", () => {
  expect(reachOf("vault_policy", { policy: "${data.aws_s3_object.ci.body}" }, ACCESS)).toBeUndefined();
});

test("a policy that can't be read may reach anything", () => {
  expect(reachOf("vault_policy", { policy: "path {" }, ACCESS)).toBe("its policy can't be read");
});

test.each([
  [
    "vault_database_secret_backend_role",
    { backend: "team/database", name: "mine" },
    "it is in team/database",
  ],
  ["vault_approle_auth_backend_role", { backend: "approle", role_name: "mine" }, "it is in auth/approle"],
  ["vault_generic_endpoint", { path: "team/database/config/mine" }, "it is in team/database"],
  ["vault_quota_rate_limit", { path: "team/database/creds/app" }, "it is in team/database"],
  ["vault_identity_group", { policies: ["other", "app"] }, "it gives policy app of a workload"],
  ["vault_token_auth_backend_role", { allowed_policies: ["app"] }, "it gives policy app of a workload"],
  ["vault_token_auth_backend_role", { allowed_policies_glob: ["ap*"] }, "it gives policy app of a workload"],
  ["vault_identity_group", { policies: ["App"] }, "it gives policy app of a workload"],
  [
    "vault_generic_endpoint",
    { path: "auth/userpass/users/jo", data_json: '{"token_policies":["app"]}' },
    "it gives policy app of a workload",
  ],
  [
    "vault_generic_endpoint",
    { path: "auth/userpass/users/jo", data_json: '{"policies":"ci, app"}' },
    "it gives policy app of a workload",
  ],
  ["vault_generic_endpoint", { path: "sys/policies/acl/app" }, "it writes sys/policies/acl/app"],
  ["vault_generic_endpoint", { path: "sys/auth/approle/tune" }, "it writes sys/auth/approle/tune"],
  ["vault_policy", { name: "App", policy: "" }, "it has the name of policy app of a workload"],
  [
    "vault_database_secret_backend_connection",
    {
      backend: "mine",
      postgresql: [
        { username: "vault_appdb", connection_url: "postgresql://{{username}}@postgres.internal/a" },
      ],
    },
    "it logs in as vault_appdb",
  ],
  [
    "vault_database_secrets_mount",
    { path: "mine", postgresql: [{ connection_url: "postgresql://app_owner:${var.p}@${var.host}/a" }] },
    "it logs in as app_owner",
  ],
  [
    "vault_database_secret_backend_static_role",
    { backend: "mine", username: "reports" },
    "it logs in as reports",
  ],
  [
    "vault_database_secret_backend_role",
    { backend: "mine", creation_statements: ['GRANT "app_read_only" TO "{{name}}"'] },
    "its statements name app_read_only",
  ],
])("%s with %j reaches what is described", (type, args, words) => {
  expect(reachOf(type, args, ACCESS)).toBe(words);
});

test.each([
  ["vault_mount", { path: "kv", type: "kv" }],
  ["vault_approle_auth_backend_role", { backend: "people", role_name: "mine", token_policies: ["ci"] }],
  ["vault_identity_group", { policies: ["ci"] }],
  ["vault_token_auth_backend_role", { allowed_policies_glob: ["ci-*"] }],
  ["vault_generic_endpoint", { path: "auth/userpass/users/jo", data_json: '{"policies":["ci"]}' }],
  ["vault_generic_endpoint", { path: "sys/mounts/kv/tune", data_json: "${var.it}" }],
  [
    "vault_database_secret_backend_connection",
    {
      backend: "mine",
      postgresql: [
        { username: "vault_appdb", connection_url: "postgresql://{{username}}@elsewhere.internal/a" },
      ],
    },
  ],
  [
    "vault_database_secret_backend_role",
    { backend: "mine", creation_statements: ['CREATE ROLE "{{name}}"', "GRANT SELECT ON t TO PUBLIC"] },
  ],
  ["postgresql_extension", { database: "appdb", name: "pg_trgm" }],
  ["postgresql_role", { name: "mine", roles: ["pg_monitor"] }],
  ["postgresql_default_privileges", { owner: "app_owner", role: "mine" }],
])("%s with %j is apart from what is described", (type, args) => {
  expect(reachOf(type, args, ACCESS)).toBeUndefined();
});

test.each([
  ["postgresql_grant", { role: "app_read_only" }, "app_read_only"],
  ["postgresql_grant", { role: "public" }, "public"],
  ["postgresql_grant_role", { role: "mine", grant_role: "vault_appdb_issuer" }, "vault_appdb_issuer"],
  ["postgresql_role", { name: "mine", roles: ["audit_owner"] }, "audit_owner"],
  ["postgresql_schema", { name: "mine", owner: "app_owner" }, "app_owner"],
  ["postgresql_default_privileges", { owner: "mine", role: "reports" }, "reports"],
  ["postgresql_database", { name: "mine", owner: "oncall" }, "oncall"],
  ["postgresql_schema", { name: "mine", policy: [{ usage: true, role: "app_read_only" }] }, "app_read_only"],
  ["postgresql_user_mapping", { server_name: "mine", user_name: "app_owner" }, "app_owner"],
])("%s with %j reaches what is described", (type, args, role) => {
  expect(reachOf(type, args, ACCESS)).toBe(`it gives something to ${role}, or something of it to others`);
});
