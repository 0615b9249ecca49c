import { rehearseStack, failuresOf } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";
import { edit, policyInHcl } from "./mutations/mutation";

/** Edits of the synthesized stack that change nothing which somebody described. */
const RIGHT_EDITS = [
  edit("vault_policy.", ({ policy, ...attributes }) => ({
    ...attributes,
    policy: `${policyInHcl(String(policy))}\npath "sys/*" { capabilities = ["deny"] }`,
  })),
];

test("a rehearsal has nothing to say of edits that change nothing which is described", async () => {
  const dev = synthesizeEnvironment("dev");
  const edited = RIGHT_EDITS.reduce((stack, change) => change(stack), dev);
  expect(failuresOf(await rehearseStack(edited))).toEqual([]);
});
