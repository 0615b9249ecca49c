import type { CheckResult } from "../../contract/check";
import {
  OTHER_STACKS,
  PASSWORD_POLICY_STACK,
  PRIVILEGE_SETS_STACK,
  STATIC_ROLES_STACK,
} from "../other-stacks";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { failuresOf, passedOf, rehearseStack } from "./rehearse-stack";

describe("a rehearsal passes for", () => {
  test.concurrent.each(OTHER_STACKS)("%s", async (what, _, expected) => {
    const report = await rehearseStack(synthesizeOtherStack(what));
    expect(failuresOf(report)).toEqual([]);
    expect(passedOf(report)).toEqual(expect.arrayContaining([...expected]));
  });
});

test("a rehearsal fails, and names the cause, when PUBLIC keeps USAGE on types", async () => {
  const stack = synthesizeOtherStack(PRIVILEGE_SETS_STACK);
  const resources = stack.resources.map((resource) =>
    resource.address.includes("public-types")
      ? { ...resource, attributes: { ...resource.attributes, privileges: ["USAGE"] } }
      : resource,
  );
  expect(failuresOf(await rehearseStack({ ...stack, resources }))).toContain(
    'auditor: may-not-use-type: allowed, but not described: CREATE TABLE contract_own.made (of "audit".contract_after_type)',
  );
});

test("a rehearsal fails, and names the cause, when a role doesn't use the password policy", async () => {
  const stack = synthesizeOtherStack(PASSWORD_POLICY_STACK);
  const resources = stack.resources.map((resource) =>
    resource.address.includes("orders-readwrite")
      ? { ...resource, attributes: { ...resource.attributes, credential_config: undefined } }
      : resource,
  );
  expect(failuresOf(await rehearseStack({ ...stack, resources }))).toEqual([
    "orders-readwrite: role-configuration-as-described: credential_config is empty instead of password_policy passwords",
    "orders-readwrite: password-follows-policy: its password has 20 characters instead of 48",
  ]);
});

test("a rehearsal fails, and names the cause, when the password policy is a weak one", async () => {
  const stack = synthesizeOtherStack(PASSWORD_POLICY_STACK);
  const policy = '{"length":8,"rule":[{"charset":[{"charset":"a"}]}]}';
  const resources = stack.resources.map((resource) =>
    resource.type === "vault_password_policy"
      ? { ...resource, attributes: { ...resource.attributes, policy } }
      : resource,
  );
  const until = ({ id, ok }: CheckResult) => id === "password-policies-as-described" && !ok;
  expect(failuresOf(await rehearseStack({ ...stack, resources }, { until }))).toEqual([
    `test: password-policies-as-described: passwords is ${policy} instead of ` +
      '{"length":48,"rule":[{"charset":[{"charset":"abcdefghijklmnopqrstuvwxyz","min-chars":1}]},{"charset":[{"charset":"ABCDEFGHIJKLMNOPQRSTUVWXYZ","min-chars":1}]},{"charset":[{"charset":"0123456789","min-chars":1}]}]}',
  ]);
});

test("a schedule of a static role, which OpenBao hasn't, is told among what was substituted", async () => {
  const report = await rehearseStack(synthesizeOtherStack(STATIC_ROLES_STACK), { until: () => true });
  if (report.servers.vault.product !== "OpenBao") return;
  expect(report.substitutions).toContainEqual({
    address: expect.stringMatching(/^vault_database_secret_backend_static_role\.database_appdb_reports_/),
    what: "the rotation schedule of reports, which OpenBao hasn't",
    from: "0 3 * * 6",
    to: "a period of 24 h",
  });
});
