import { setTimeout as sleep } from "node:timers/promises";
import { dependenciesOf, findCycle, inOrder } from "../../../rehearsal/stack/order";
import type { Resource } from "../../../constructs/guardrails/rendered/resources";

/** A resource that waits for others. */
const resource = (address: string, ...dependencies: string[]): Resource => ({
  address,
  type: "",
  attributes: { depends_on: dependencies },
});

/** @returns the addresses in the order in which they are begun, and how many ran at once */
async function run(
  resources: readonly Resource[],
  action: (address: string) => Promise<unknown> = () => sleep(1),
): Promise<{ begun: string[]; atOnce: number; failure?: string }> {
  const begun: string[] = [];
  let running = 0;
  let atOnce = 0;
  const steps = resources.map((each) => ({ name: each.address, after: dependenciesOf(each) }));
  const [failure] = await inOrder(steps, async ({ name }) => {
    begun.push(name);
    atOnce = Math.max(atOnce, ++running);
    await action(name).finally(() => running--);
  }).then((failures) => [...failures.values()].map((error) => (error as Error).message));
  return { begun, atOnce, ...(failure === undefined ? {} : { failure }) };
}

describe("resources are begun", () => {
  test("after all that they wait for, also what they refer to", async () => {
    const attributes = { policy: "path ${vault_mount.a.path} and ${vault_mount.b.path}" };
    const policy = { address: "vault_policy.p", type: "vault_policy", attributes };
    const { begun } = await run([
      policy,
      resource("vault_mount.a", "vault_mount.b"),
      resource("vault_mount.b"),
    ]);
    expect(begun).toEqual(["vault_mount.b", "vault_mount.a", "vault_policy.p"]);
  });

  test("ten at once, the last declared first", async () => {
    const many = Array.from({ length: 25 }, (_, index) => resource(`each.${index}`));
    expect(await run(many)).toEqual({ begun: many.map(({ address }) => address).reverse(), atOnce: 10 });
  });

  test("and those that waited for one right after it, so that a chain is complete before the next is begun", async () => {
    const first = Array.from({ length: 20 }, (_, index) => resource(`first.${index}`));
    const second = first.map(({ address }, index) => resource(`second.${index}`, address));
    const { begun } = await run([...first, ...second], async () => undefined);
    expect(begun.indexOf("second.19")).toBeLessThan(begun.indexOf("first.8"));
    expect(begun.indexOf("second.11")).toBeLessThan(begun.indexOf("first.0"));
  });
});

describe("when a resource fails", () => {
  const fail = async (address: string) => {
    if (address.startsWith("bad")) throw new Error(`${address} failed`);
  };

  test("those that wait for it are not begun, and all others are", async () => {
    const resources = [
      resource("bad.a"),
      resource("b", "bad.a"),
      resource("c", "b"),
      resource("d"),
      resource("e", "d"),
    ];
    expect(await run(resources, fail)).toEqual({
      begun: ["d", "bad.a", "e"],
      atOnce: 2,
      failure: "bad.a failed",
    });
  });

  test("the first of several is told", async () => {
    expect((await run([resource("a"), resource("bad.b", "a"), resource("bad.c")], fail)).failure).toBe(
      "bad.b failed",
    );
  });
});

test("a circle is found, and named from where it begins", () => {
  expect(findCycle([resource("a", "b"), resource("b", "c"), resource("c", "b")])).toEqual(["b", "c", "b"]);
  expect(findCycle([resource("a", "b"), resource("b", "c"), resource("c")])).toBeUndefined();
});
