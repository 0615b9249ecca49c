import { PasswordPolicy, type PasswordPolicyProps, Privileges } from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";
import { addConnection, onlyArgumentsOf } from "./postgres/postgres-resources";
import { argumentsOf, synthesize } from "./vault-resources";

const policyOf = (props?: PasswordPolicyProps) =>
  onlyArgumentsOf(
    synthesize((scope) => {
      addConnection(scope, { passwordPolicy: new PasswordPolicy(scope, "passwords", props) });
    }),
    "vault_password_policy",
  );

test("a password has 32 characters, of letters and digits, under the construct's id", () => {
  expect(policyOf()).toEqual({
    name: "passwords",
    policy:
      '{"length":32,"rule":[{"charset":[{"charset":"abcdefghijklmnopqrstuvwxyz","min-chars":1}]},' +
      '{"charset":[{"charset":"ABCDEFGHIJKLMNOPQRSTUVWXYZ","min-chars":1}]},' +
      '{"charset":[{"charset":"0123456789","min-chars":1}]}]}',
  });
});

test("name, length and sets of characters are what was given", () => {
  expect(policyOf({ policyName: "team-a.leases", length: 64, charsets: ["abcdef", "0123456789"] })).toEqual({
    name: "team-a.leases",
    policy:
      '{"length":64,"rule":[{"charset":[{"charset":"abcdef","min-chars":1}]},' +
      '{"charset":[{"charset":"0123456789","min-chars":1}]}]}',
  });
});

test("each role of a connection makes its passwords by the policy, once that is there", () => {
  const stack = synthesize((scope) => {
    const passwordPolicy = new PasswordPolicy(scope, "passwords", { length: 40 });
    const connection = addConnection(scope, { passwordPolicy });
    connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  });
  const role = onlyArgumentsOf(stack, "vault_database_secret_backend_role");
  expect(role.credential_config).toEqual({ password_policy: "passwords" });
  expect(role.depends_on).toContain(Object.keys(argumentsOf(stack, "vault_password_policy"))[0]);
  expect(stack.access.roles.map(({ passwordPolicy }) => passwordPolicy)).toEqual(["passwords"]);
  expect(stack.access.passwordPolicies).toEqual([
    {
      name: "passwords",
      length: 40,
      charsets: ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"],
    },
  ]);
});

test("20 and 100 characters are within bounds, 19 and 101 are not", () => {
  const found = (length: number) => findingsOf((stack) => new PasswordPolicy(stack, "passwords", { length }));
  expect(policyOf({ length: 20 }).policy).toContain('"length":20,');
  expect(policyOf({ length: 100 }).policy).toContain('"length":100,');
  expect(found(19).map(({ message }) => message)).toEqual(["a length of 19 is out of bounds"]);
  expect(found(101).map(({ message }) => message)).toEqual(["a length of 101 is out of bounds"]);
});

test("no set of characters and an empty one are both told", () => {
  for (const charsets of [[], ["abcdefghijklmnopqrstuvwxyz", ""]]) {
    const findings = findingsOf((stack) => new PasswordPolicy(stack, "passwords", { charsets }));
    expect(findings.map(({ message }) => message)).toContain("a set of characters is empty");
  }
});

test("two policies of one name are found", () => {
  const findings = findingsOf((stack) => {
    new PasswordPolicy(stack, "one", { policyName: "leases" });
    new PasswordPolicy(stack, "two", { policyName: "leases" });
  });
  expect(findings).toEqual([
    {
      rule: "duplicate-name",
      path: "bad/two",
      message: 'Vault password policy "leases" is already taken by bad/one',
      fix: "give each its own name, or keep only one",
    },
  ]);
});
