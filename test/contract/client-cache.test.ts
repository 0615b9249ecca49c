import { addProviders, CLIENT_CACHE_STACK, OTHER_STACKS } from "../other-stacks";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeStack } from "../synthesize";
import { CLIENT_CACHE_MUTATIONS } from "./mutations/client-cache";

const stack = synthesizeStack((test) => {
  addProviders(test);
  OTHER_STACKS.find(([name]) => name === CLIENT_CACHE_STACK)?.[1](test);
});

describe("a rehearsal fails, and names the cause, when of the operator's client cache", () => {
  test.concurrent.each(CLIENT_CACHE_MUTATIONS)("%s", async (_, mutate, failure) => {
    const expected = [failure]
      .flat()
      .map((each): unknown => (typeof each === "string" ? each : expect.stringMatching(each)));
    const failures = failuresOf(await rehearseStack(mutate(stack)));
    expect(failures).toEqual(expect.arrayContaining(expected));
  });
});
