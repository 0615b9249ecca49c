import { Duration, TokenAuth } from "../../constructs";
import { addRoles, argumentsOf, synthesize } from "./vault-resources";

const stack = () =>
  synthesize((scope) => {
    const token = new TokenAuth(scope, "token");
    const legacy = token.addWorkload("legacy", { period: Duration.hours(24) });
    addRoles(scope).reader.grantRead(legacy);
    legacy.grantToken(token.addWorkload("scheduler", { period: Duration.hours(1) }));
  });

test("a workload's tokens are orphans with its own policy alone, which are renewed once in a period", () => {
  expect(argumentsOf(stack(), "vault_token_auth_backend_role")).toMatchObject({
    "vault_token_auth_backend_role.token_legacy_5CF6516D": {
      role_name: "legacy",
      allowed_policies: ["${vault_policy.token_legacy_policy_233CA6CD.name}"],
      orphan: true,
      renewable: true,
      token_no_default_policy: true,
      token_period: 86_400,
      token_type: "service",
    },
  });
});

test("nothing is mounted for tokens, which every Vault has", () => {
  expect(argumentsOf(stack(), "vault_auth_backend")).toEqual({});
  expect(stack().access.authMethods).toEqual([]);
});

test("its policy is the same as that of a workload that logs in, and access.json says how it gets its token", () => {
  const [legacy, scheduler] = stack().access.workloads;
  expect(legacy).toEqual({
    name: "legacy",
    login: { method: "token", path: "token" },
    policy: "token-legacy",
    reads: [{ kind: "leased", path: "database/creds/app-readonly" }],
    token: { kind: "periodic", period: 86_400 },
  });
  expect(scheduler?.makes).toEqual([
    { kind: "token", path: "auth/token/create/legacy", wrappingTtl: { min: 1, max: 600 } },
  ]);
});

test("who may make a workload's tokens makes them wrapped, and says nothing about them", () => {
  const policies = Object.values(argumentsOf(stack(), "vault_policy")) as { name: string; policy: string }[];
  const { policy } = policies.find(({ name }) => name === "token-scheduler")!;
  const { path } = JSON.parse(policy) as { path: Record<string, unknown> };
  expect(path["auth/token/create/legacy"]).toEqual({
    capabilities: ["update"],
    denied_parameters: { "*": [] },
    min_wrapping_ttl: "1s",
    max_wrapping_ttl: "600s",
  });
  expect(Object.keys(path)).toHaveLength(4);
});
