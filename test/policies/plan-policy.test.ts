import { deployerPolicy, planPolicy, type PolicyDocument, type WrittenResource } from "../../constructs";
import { synthesizeEnvironment } from "../synthesize";

const stack: WrittenResource[] = [
  { type: "vault_mount", attributes: { path: "database" } },
  { type: "vault_database_secret_backend_role", attributes: { backend: "database", name: "app" } },
  { type: "vault_generic_endpoint", attributes: { path: "database/rotate-root/appdb" } },
  { type: "vault_auth_backend", attributes: { type: "approle", path: "approle" } },
  { type: "vault_audit", attributes: { type: "file", path: "file" } },
];

function allowed(document: PolicyDocument): Record<string, string> {
  return Object.fromEntries(
    document.toRules().map(({ path, capabilities }) => [path, capabilities.join(" ")]),
  );
}

test("a plan reader reads what a plan compares, and writes but its own token", () => {
  expect(allowed(planPolicy(stack))).toEqual({
    "auth/token/create": "update",
    "auth/token/lookup-self": "read",
    "database/roles/app": "read",
    "sys/audit": "read sudo",
    "sys/mounts/auth/approle": "read",
    "sys/mounts/auth/approle/tune": "read",
    "sys/mounts/database": "read",
  });
});

describe.each(["dev", "staging", "production"])("of the stack %s", (environment) => {
  const resources = synthesizeEnvironment(environment).resources.map(({ type, attributes }) => ({
    type,
    attributes,
  }));
  const policies: [string, PolicyDocument][] = [
    ["deployer", deployerPolicy(resources)],
    ["plan reader", planPolicy(resources)],
  ];

  test.each(policies)("the %s reads no credential and has no wildcard", (_, policy) => {
    const paths = policy.toRules().map(({ path }) => path);
    expect(paths.filter((path) => /\/(static-)?creds(\/|$)|[*+]/.test(path))).toEqual([]);
  });

  test("the plan reader has nothing that the deployer has not", () => {
    const deployer = new Map(policies[0]?.[1].toRules().map((rule) => [rule.path, rule.capabilities]));
    for (const { path, capabilities } of policies[1]?.[1].toRules() ?? []) {
      expect(deployer.get(path)).toEqual(expect.arrayContaining([...capabilities]));
    }
  });
});
