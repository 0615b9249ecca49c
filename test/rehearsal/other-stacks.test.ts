import { addProviders, OTHER_STACKS, PASSWORD_POLICY_STACK, PRIVILEGE_SETS_STACK } from "../other-stacks";
import { synthesizeStack } from "../synthesize";
import { failuresOf, passedOf, rehearseStack } from "./rehearse-stack";

const synthesize = (what: string) =>
  synthesizeStack((stack) => {
    addProviders(stack);
    OTHER_STACKS.find(([name]) => name === what)?.[1](stack);
  });

describe("a rehearsal passes for", () => {
  test.concurrent.each(OTHER_STACKS)("%s", async (what, _, expected) => {
    const report = await rehearseStack(synthesize(what));
    expect(failuresOf(report)).toEqual([]);
    expect(passedOf(report)).toEqual(expect.arrayContaining([...expected]));
  });
});

test("a rehearsal fails, and names the cause, when PUBLIC keeps USAGE on types", async () => {
  const stack = synthesize(PRIVILEGE_SETS_STACK);
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
  const stack = synthesize(PASSWORD_POLICY_STACK);
  const resources = stack.resources.map((resource) =>
    resource.address.includes("orders-readwrite")
      ? { ...resource, attributes: { ...resource.attributes, credential_config: undefined } }
      : resource,
  );
  expect(failuresOf(await rehearseStack({ ...stack, resources }))).toEqual([
    "orders-readwrite: password-follows-policy: its password has 20 characters instead of 48",
  ]);
});
