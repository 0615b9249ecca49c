import { workloadPolicy } from "../../constructs";

test("a workload reads its credentials, renews and revokes their leases alone, and rules its own token", () => {
  expect(workloadPolicy(["database/creds/app-readwrite", "database/creds/app-readonly"]).toRules()).toEqual([
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
    {
      path: "sys/leases/revoke",
      capabilities: ["update"],
      allowedParameters: {
        lease_id: ["database/creds/app-readonly/*", "database/creds/app-readwrite/*"],
        sync: [],
      },
    },
  ]);
});

test("a workload that reads nothing gets no access to leases", () => {
  expect(workloadPolicy([]).toRules()).toEqual([
    { path: "auth/token/lookup-self", capabilities: ["read"] },
    { path: "auth/token/renew-self", capabilities: ["update"] },
    { path: "auth/token/revoke-self", capabilities: ["update"] },
  ]);
});

test("the order of reads and a read named twice don't change the policy", () => {
  const once = workloadPolicy(["database/creds/a", "database/creds/b"]);
  const twice = workloadPolicy(["database/creds/b", "database/creds/a", "database/creds/b"]);
  expect(twice.toJson()).toBe(once.toJson());
});

test("no path is a wildcard, and no lease is renewed or revoked by a path", () => {
  const paths = workloadPolicy(["database/creds/a"])
    .toRules()
    .map(({ path }) => path);
  expect(paths.filter((path) => /[*+]/.test(path))).toEqual([]);
  expect(paths.filter((path) => /^sys\//.test(path))).toEqual(["sys/leases/renew", "sys/leases/revoke"]);
});
