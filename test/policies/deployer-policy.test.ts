import { deployerPolicy, type PolicyDocument, type WrittenResource } from "../../constructs";

const provider = {
  "auth/token/create": "update",
  "auth/token/lookup-self": "read",
};

function allowed(document: PolicyDocument): Record<string, string> {
  return Object.fromEntries(
    document.toRules().map(({ path, capabilities }) => [path, capabilities.join(" ")]),
  );
}

/** What the policy has besides the provider's own needs. */
function besidesProvider(type: string, attributes: WrittenResource["attributes"]): Record<string, string> {
  const all = allowed(deployerPolicy([{ type, attributes }]));
  return Object.fromEntries(Object.entries(all).filter(([path]) => !(path in provider)));
}

test("without resources, the deployer has what the provider needs for itself", () => {
  expect(allowed(deployerPolicy([]))).toEqual(provider);
});

test.each<[string, WrittenResource["attributes"], Record<string, string>]>([
  [
    "vault_mount",
    { path: "team-a/database" },
    {
      "sys/mounts/team-a/database": "delete read update",
      "sys/mounts/team-a/database/tune": "update",
    },
  ],
  [
    "vault_transit_secret_backend_key",
    { backend: "team-a/transit", name: "cache" },
    {
      "team-a/transit/keys/cache": "delete read update",
      "team-a/transit/keys/cache/config": "update",
    },
  ],
  [
    "vault_database_secret_backend_connection",
    { backend: "database", name: "appdb" },
    { "database/config/appdb": "create delete read update" },
  ],
  [
    "vault_database_secret_backend_role",
    { backend: "database", name: "app-readonly" },
    { "database/roles/app-readonly": "create delete read update" },
  ],
  [
    "vault_generic_endpoint",
    { path: "database/rotate-root/appdb" },
    { "database/rotate-root/appdb": "update" },
  ],
  ["vault_password_policy", { name: "long" }, { "sys/policies/password/long": "delete read update" }],
  ["vault_policy", { name: "approle-myapp" }, { "sys/policies/acl/approle-myapp": "delete read update" }],
  [
    "vault_auth_backend",
    { type: "approle", path: "team-a/approle" },
    {
      "sys/auth/team-a/approle": "delete sudo update",
      "sys/mounts/auth/team-a/approle": "read",
      "sys/mounts/auth/team-a/approle/tune": "read update",
    },
  ],
  [
    "vault_approle_auth_backend_role",
    { backend: "approle", role_name: "myapp" },
    {
      "auth/approle/role/myapp": "create delete read update",
      "auth/approle/role/myapp/role-id": "read",
    },
  ],
  [
    "vault_token_auth_backend_role",
    { role_name: "legacy" },
    { "auth/token/roles/legacy": "create delete read update" },
  ],
  [
    "vault_kubernetes_auth_backend_config",
    { backend: "kubernetes" },
    { "auth/kubernetes/config": "read update" },
  ],
  [
    "vault_kubernetes_auth_backend_role",
    { backend: "kubernetes", role_name: "myapp" },
    { "auth/kubernetes/role/myapp": "create delete read update" },
  ],
  [
    "vault_jwt_auth_backend",
    { type: "jwt", path: "ci/github" },
    {
      "sys/auth/ci/github": "delete sudo update",
      "sys/mounts/auth/ci/github": "read",
      "sys/mounts/auth/ci/github/tune": "read",
      "auth/ci/github/config": "read update",
    },
  ],
  [
    "vault_jwt_auth_backend_role",
    { backend: "ci/github", role_name: "plan" },
    { "auth/ci/github/role/plan": "create delete read update" },
  ],
  [
    "vault_audit",
    { type: "file", path: "file-2" },
    { "sys/audit": "read sudo", "sys/audit/file-2": "delete sudo update" },
  ],
])("the deployer of a %s writes it and nothing next to it", (type, attributes, expected) => {
  expect(besidesProvider(type, attributes)).toEqual(expected);
});

test("a path that is left out is the provider's default", () => {
  expect(besidesProvider("vault_audit", { type: "file" })).toHaveProperty(["sys/audit/file"]);
  expect(besidesProvider("vault_auth_backend", { type: "approle" })).toHaveProperty(["sys/auth/approle"]);
  expect(besidesProvider("vault_approle_auth_backend_role", { role_name: "myapp" })).toHaveProperty([
    "auth/approle/role/myapp",
  ]);
  expect(besidesProvider("vault_kubernetes_auth_backend_role", { role_name: "myapp" })).toHaveProperty([
    "auth/kubernetes/role/myapp",
  ]);
  expect(besidesProvider("vault_jwt_auth_backend", {})).toHaveProperty(["auth/jwt/config"]);
  expect(besidesProvider("vault_jwt_auth_backend_role", { role_name: "plan" })).toHaveProperty([
    "auth/jwt/role/plan",
  ]);
});

test("resources of other providers need nothing in Vault", () => {
  expect(besidesProvider("postgresql_role", { name: "app_owner" })).toEqual({});
});
