import type { TerraformStack } from "cdktf";
import type { Mount } from "@cdktf/provider-vault/lib/mount";
import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  OperatorPolicies,
  PostgresTls,
  Privileges,
  RootCredential,
  TokenAuth,
  VaultToken,
} from "../../constructs";
import { addConnection, addDatabase } from "./postgres/postgres-resources";
import { fileOf } from "./vault-resources";

const attached = (stack: TerraformStack) => {
  OperatorPolicies.attach(stack);
  addConnection(stack).addRole("app-readonly", { privileges: Privileges.readOnly() });
};

const rulesOf = (name: string, build: (stack: TerraformStack) => unknown = attached) =>
  JSON.parse(fileOf(build, name)).path as Record<string, { capabilities: string[] }>;

test("the deployer may write what is in the stack, also what was added after the policies", () => {
  const rules = rulesOf("deployer.policy.json");
  expect(rules["sys/mounts/database"]).toEqual({ capabilities: ["delete", "read", "update"] });
  expect(rules["database/config/appdb"]).toEqual({ capabilities: ["create", "delete", "read", "update"] });
  expect(rules["database/rotate-root/appdb"]?.capabilities).toContain("update");
  expect(rules["database/roles/app-readonly"]).toEqual({
    capabilities: ["create", "delete", "read", "update"],
  });
});

test("who plans may only read the same, and rotates nothing", () => {
  const rules = rulesOf("plan.policy.json");
  expect(rules["sys/mounts/database"]).toEqual({ capabilities: ["read"] });
  expect(rules["database/config/appdb"]).toEqual({ capabilities: ["read"] });
  expect(rules["database/roles/app-readonly"]).toEqual({ capabilities: ["read"] });
  expect(rules).not.toHaveProperty(["database/rotate-root/appdb"]);
});

test("a policy names paths, not Terraform's references to them", () => {
  for (const name of [
    "deployer.policy.json",
    "plan.policy.json",
    "login-material.policy.json",
    "drain.policy.json",
  ]) {
    expect(Object.keys(rulesOf(name)).filter((path) => path.includes("${"))).toEqual([]);
  }
});

test("who starts workloads makes their secret IDs and tokens, wrapped for ten minutes or as long as they live", () => {
  const rules = rulesOf("login-material.policy.json", (stack) => {
    OperatorPolicies.attach(stack);
    const role = addConnection(stack).addRole("app-readonly", { privileges: Privileges.readOnly() });
    const auth = new AppRoleAuth(stack, "auth", { path: "team-a/approle" });
    const token = VaultToken.periodic(Duration.hours(1));
    for (const [name, minutes] of [
      ["web", 60],
      ["worker", 5],
    ] as const)
      role.grantRead(auth.addWorkload(name, { secretIdTtl: Duration.minutes(minutes), token }));
    role.grantRead(new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) }));
  });
  const wrapped = (max: string) => ({
    capabilities: ["update"],
    denied_parameters: { "*": [] },
    min_wrapping_ttl: "1s",
    max_wrapping_ttl: max,
  });
  expect(rules).toEqual({
    "auth/token/create/legacy": wrapped("600s"),
    "auth/team-a/approle/role/web/role-id": { capabilities: ["read"] },
    "auth/team-a/approle/role/web/secret-id": wrapped("600s"),
    "auth/team-a/approle/role/worker/role-id": { capabilities: ["read"] },
    "auth/team-a/approle/role/worker/secret-id": wrapped("300s"),
  });
});

test("who ends leases may in a mount of the stack end all, in another one those of the stack's roles", () => {
  const ending = (prefix: string) => ({
    [`sys/leases/lookup/${prefix}/*`]: { capabilities: ["list", "sudo"] },
    [`sys/leases/revoke-prefix/${prefix}`]: { capabilities: ["sudo", "update"] },
    [`sys/leases/revoke-prefix/${prefix}/*`]: { capabilities: ["sudo", "update"] },
  });
  const one = (leases: string) => ({
    "sys/leases/revoke": { capabilities: ["update"], allowed_parameters: { lease_id: [leases], sync: [] } },
  });
  expect(rulesOf("drain.policy.json")).toEqual({
    ...ending("database/creds"),
    ...one("database/creds/*"),
    "database/roles": { capabilities: ["list"] },
  });
  const inAnotherMount = rulesOf("drain.policy.json", (stack) => {
    OperatorPolicies.attach(stack);
    const engine = DatabaseSecretsEngine.fromPath(stack, "database", "shared/database");
    const props = { tls: PostgresTls.disabled(), rootCredential: RootCredential.generated() };
    engine
      .addPostgresConnection("appdb", {
        database: addDatabase(stack),
        endpoint: { host: "postgres" },
        ...props,
      })
      .addRole("app-readonly", { privileges: Privileges.readOnly() });
  });
  expect(inAnotherMount).toEqual({
    ...ending("shared/database/creds/app-readonly"),
    ...one("shared/database/creds/app-readonly/*"),
  });
});

test("who deploys makes no secret ID", () => {
  const rules = rulesOf("deployer.policy.json", (stack) => {
    OperatorPolicies.attach(stack);
    const props = { secretIdTtl: Duration.minutes(5), token: VaultToken.periodic(Duration.hours(1)) };
    const role = addConnection(stack).addRole("app-readonly", { privileges: Privileges.readOnly() });
    role.grantRead(new AppRoleAuth(stack, "approle").addWorkload("web", props));
  });
  expect(Object.keys(rules).filter((path) => path.includes("secret-id"))).toEqual([]);
});

test("a policy says what an override made of the stack", () => {
  const rules = rulesOf("plan.policy.json", (stack) => {
    OperatorPolicies.attach(stack);
    const engine = new DatabaseSecretsEngine(stack, "database");
    (engine.node.defaultChild as Mount).addOverride("path", "team-a/database");
  });
  expect(rules).toHaveProperty(["sys/mounts/team-a/database"]);
  expect(rules).not.toHaveProperty(["sys/mounts/database"]);
});

test("a policy ends with a line break, and is the same in the next synthesis", () => {
  const text = fileOf(attached, "deployer.policy.json");
  expect(text).toMatch(/}\n$/);
  expect(fileOf(attached, "deployer.policy.json")).toBe(text);
});

test("a stack without them writes none", () => {
  expect(() => fileOf(addConnection, "deployer.policy.json")).toThrow("no such file");
  expect(() => fileOf(addConnection, "plan.policy.json")).toThrow("no such file");
  expect(() => fileOf(addConnection, "login-material.policy.json")).toThrow("no such file");
});
