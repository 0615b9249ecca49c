import { type PolicyDocument, workloadPolicy } from "../../constructs";

const policyFor = (...paths: string[]): PolicyDocument =>
  workloadPolicy(paths.map((path) => ({ path, kind: "leased" })));

const renewal = (role: string) => ({
  path: `sys/leases/renew/database/creds/${role}/*`,
  capabilities: ["update"],
  allowedParameters: { increment: [] },
});

const revocation = (role: string) => ({
  path: `sys/leases/revoke/database/creds/${role}/*`,
  capabilities: ["update"],
  allowedParameters: { sync: [] },
});

test("a workload reads its credentials, renews and revokes their leases alone, and rules its own token", () => {
  expect(policyFor("database/creds/app-readwrite", "database/creds/app-readonly").toRules()).toEqual([
    { path: "auth/token/lookup-self", capabilities: ["read"] },
    { path: "auth/token/renew-self", capabilities: ["update"] },
    { path: "auth/token/revoke-self", capabilities: ["update"] },
    { path: "database/creds/app-readonly", capabilities: ["read"] },
    { path: "database/creds/app-readwrite", capabilities: ["read"] },
    {
      path: "sys/leases/renew",
      capabilities: ["update"],
      allowedParameters: {
        increment: [],
        lease_id: ["database/creds/app-readonly/*", "database/creds/app-readwrite/*"],
      },
    },
    renewal("app-readonly"),
    renewal("app-readwrite"),
    {
      path: "sys/leases/revoke",
      capabilities: ["update"],
      allowedParameters: {
        lease_id: ["database/creds/app-readonly/*", "database/creds/app-readwrite/*"],
        sync: [],
      },
    },
    revocation("app-readonly"),
    revocation("app-readwrite"),
  ]);
});

test("a workload that reads nothing gets no access to leases", () => {
  expect(workloadPolicy([]).toRules()).toEqual([
    { path: "auth/token/lookup-self", capabilities: ["read"] },
    { path: "auth/token/renew-self", capabilities: ["update"] },
    { path: "auth/token/revoke-self", capabilities: ["update"] },
  ]);
});

test("a workload encrypts and decrypts with its keys, and makes none", () => {
  const keys = [{ engine: "team-a/transit", name: "cache" }];
  expect(workloadPolicy([], [], keys).toRules().slice(3)).toEqual([
    { path: "team-a/transit/decrypt/cache", capabilities: ["update"] },
    { path: "team-a/transit/encrypt/cache", capabilities: ["update"] },
  ]);
});

test("the order of reads and a read named twice don't change the policy", () => {
  const once = policyFor("database/creds/a", "database/creds/b");
  const twice = policyFor("database/creds/b", "database/creds/a", "database/creds/b");
  expect(twice.toJson()).toBe(once.toJson());
});

test("only leases of its own may stand in a path, and with one no other may stand in the body", () => {
  const rules = policyFor("database/creds/a").toRules();
  const wildcards = rules.filter(({ path }) => /[*+]/.test(path));
  expect(wildcards).toEqual([renewal("a"), revocation("a")]);
});
