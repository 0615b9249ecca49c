import { PolicyDocument, policyLines, PolicySyntaxError, readPolicy, workloadPolicy } from "../../policies";

const READS = [{ path: "database/creds/app", kind: "leased" }] as const;

/** What `workloadPolicy` writes for one credential, as an operator might write it by hand. */
const IN_HCL = `
# the token's own
path "auth/token/lookup-self" { capabilities = ["read"] }
path "/auth/token/renew-self" { "capabilities" = ["update"], }
path "auth/token/revoke-self" {
  capabilities = [
    "update", // with a comma
  ]
}
/* the credential:
   "path" here is no path */
path "database/creds/app" { capabilities = ["read"] }
path "sys/leases/renew" {
  capabilities = ["update"]
  allowed_parameters = { "increment" = [] "lease_id" = ["database/creds/app/*"] }
}
path = { "sys/leases/renew/database/creds/app/*" = {
  capabilities = ["update"]
  allowed_parameters { increment = [] }
} }
path "sys/leases/revoke" {
  capabilities = ["update"]
  allowed_parameters = { lease_id = ["database/creds/app/*"], sync = [] }
}
path "sys/leases/revoke/database/creds/app/*" {
  capabilities       = ["update"]
  allowed_parameters = { sync = [] }
}
path "secret/*" { capabilities = ["deny"] }
`;

test("a policy in HCL says the same as an equal one in JSON, and what it denies says nothing", () => {
  expect(policyLines(IN_HCL)).toEqual(policyLines(workloadPolicy(READS).toJson()));
  expect(policyLines(IN_HCL)).toEqual([
    "read on auth/token/lookup-self",
    "update on auth/token/renew-self",
    "update on auth/token/revoke-self",
    "read on database/creds/app",
    'update on sys/leases/renew, allowed_parameters {increment [], lease_id ["database/creds/app/*"]}',
    "update on sys/leases/renew/database/creds/app/*, allowed_parameters {increment []}",
    'update on sys/leases/revoke, allowed_parameters {lease_id ["database/creds/app/*"], sync []}',
    "update on sys/leases/revoke/database/creds/app/*, allowed_parameters {sync []}",
  ]);
});

test("order says nothing, neither of paths nor of what is set on one", () => {
  const one = `{"path":{"b":{"capabilities":["update","read"]},"a":{"min_wrapping_ttl":"1s","capabilities":["list"]}}}`;
  const other = `{"path":[{"a":{"capabilities":["list"],"min_wrapping_ttl":"1s"}},{"b":{"capabilities":["read","update"]}}]}`;
  expect(policyLines(one)).toEqual(['list on a, min_wrapping_ttl "1s"', "read, update on b"]);
  expect(policyLines(other)).toEqual(policyLines(one));
});

test("a path that is there twice allows what both allow, as Vault joins them", () => {
  const text = `{"path":{
    "a":{"capabilities":["read"],"allowed_parameters":{"x":["1"]}},
    "a":{"capabilities":["update"],"allowed_parameters":{"x":["2"],"y":[]},"max_wrapping_ttl":60}}}`;
  expect(readPolicy(text)).toEqual([
    {
      path: "a",
      capabilities: ["read", "update"],
      settings: { allowed_parameters: { x: ["1", "2"], y: [] }, max_wrapping_ttl: "60s" },
    },
  ]);
});

test("a path that is denied once allows nothing, whatever else is said of it", () => {
  expect(readPolicy(`path "a" { capabilities = ["read"] } path "a" { capabilities = ["deny"] }`)).toEqual([]);
});

test("every parameter that a rule can set is read", () => {
  const document = new PolicyDocument().allow("a", ["read"], {
    allowedParameters: { x: ["1"] },
    deniedParameters: { y: [] },
    requiredParameters: ["x"],
    minWrappingTtl: 60,
    maxWrappingTtl: 600,
  });
  expect(policyLines(document.toJson())).toEqual([
    'read on a, allowed_parameters {x ["1"]}, denied_parameters {y []}, max_wrapping_ttl "600s", min_wrapping_ttl "60s", required_parameters ["x"]',
  ]);
});

test.each([600, '"600"', '"600s"', '"10m"', '"9m60s"', '"0h10m"'])(
  "%s is a wrapping of 10 minutes, and one of no time is none",
  (time) => {
    const text = `path "a" { capabilities = ["read"] min_wrapping_ttl = 0 max_wrapping_ttl = ${time} }`;
    expect(policyLines(text)).toEqual(['read on a, max_wrapping_ttl "600s"']);
  },
);

test("texts are read to the letter: escapes, heredocs, numbers, and what looks like a comment", () => {
  const text = `path "a//b#c" {
    capabilities = ["read"]
    comment = <<END
two "lines"
of text
END
    control_group = { max_ttl = 4, factor "ops" { approvals = true, name = "\\"q\\"" } }
  }`;
  expect(readPolicy(text)).toEqual([
    {
      path: "a//b#c",
      capabilities: ["read"],
      settings: {
        comment: 'two "lines"\nof text\n',
        control_group: { max_ttl: 4, factor: { ops: { approvals: true, name: '"q"' } } },
      },
    },
  ]);
});

test("a policy without a path allows nothing", () => {
  expect([readPolicy(""), readPolicy("{}"), readPolicy("# nothing")]).toEqual([[], [], []]);
});

test.each([
  ['name = "x"', '"name" is not a path'],
  ['path "a" { capabilities = ["read"]', "it is cut off"],
  ['path "a" { capabilities = [read] }', "read is out of place"],
  ['path "a" { capabilities = }', "} is out of place"],
  ['path "a" { = 1 }', "= is out of place"],
  ['{"path":{}} x', "x is out of place"],
  ['path "a" { capabilities = ["\\q"] }', '"\\q" has an escape that is not known'],
  ['path "a" { capabilities = ["read"] capabilities = ["sudo"] }', '"capabilities" is there twice'],
  ['path "a" { max_wrapping_ttl = "soon" }', '"soon" is no length of time'],
  ["path = 7", "7 is out of place"],
  ["path ' {}", `"'" is out of place`],
])("%s is not a policy", (text, problem) => {
  expect(() => readPolicy(text)).toThrow(new PolicySyntaxError(problem));
});
