import type { Resource } from "../../../constructs/guardrails/rendered/resources";
import { changeSteps } from "../../../rehearsal/apply/change-steps";
import type { AppliedResource, PlannedChange } from "../../../rehearsal/apply/planned-changes";

type Action = PlannedChange["action"];

/** A resource that waits for others. */
const resource = (address: string, waitsFor: readonly string[], createdFirst = false): Resource => ({
  address,
  type: address.replace(/\..*$/, ""),
  attributes: { depends_on: waitsFor, lifecycle: { create_before_destroy: createdFirst } },
});

/** A change of a resource that waited for others and is to wait for others. */
function change(
  address: string,
  action: Action,
  {
    before = [],
    after = before,
    createdFirst = false,
  }: Partial<Record<"before" | "after", string[]>> & { createdFirst?: boolean } = {},
): PlannedChange {
  const was: AppliedResource = {
    resource: resource(address, before, createdFirst),
    args: {},
    exported: {},
    dependencies: new Set(before),
  };
  return {
    address,
    action,
    dependencies: new Set(after),
    ...(action === "destroy" ? {} : { resource: resource(address, after, createdFirst) }),
    ...(action === "create" ? {} : { before: was }),
  };
}

/** What each step waits for. */
const waits = (...changes: PlannedChange[]) =>
  Object.fromEntries(changeSteps(changes).map(({ name, after }) => [name, [...after].sort()]));

test("what waits for another is destroyed before it", () => {
  expect(waits(change("a.one", "destroy"), change("a.two", "destroy", { before: ["a.one"] }))).toEqual({
    "a.one (destroy)": ["a.two (destroy)"],
    "a.two (destroy)": [],
  });
});

test("what is replaced is made after it is destroyed, and what waits for it is destroyed before and made after", () => {
  expect(waits(change("a.one", "replace"), change("a.two", "replace", { before: ["a.one"] }))).toEqual({
    "a.one (destroy)": ["a.two (destroy)"],
    "a.one": ["a.one (destroy)", "a.two (destroy)"],
    "a.two (destroy)": [],
    "a.two": ["a.one", "a.one (destroy)", "a.two (destroy)"],
  });
});

test("what a destroyed resource waited for is changed after it", () => {
  expect(waits(change("a.one", "update"), change("a.two", "destroy", { before: ["a.one"] }))).toEqual({
    "a.one": ["a.two (destroy)"],
    "a.two (destroy)": [],
  });
});

test("what waited for a destroyed resource is changed after it, unless a new one is to be there first", () => {
  const waiting = change("a.two", "update", { before: ["a.one"], after: [] });
  expect(waits(change("a.one", "destroy"), waiting)).toEqual({
    "a.one (destroy)": [],
    "a.two": ["a.one (destroy)"],
  });
  expect(waits(change("a.one", "destroy", { createdFirst: true }), waiting)).toEqual({
    "a.one (destroy)": ["a.two"],
    "a.two": [],
  });
});

test("with create_before_destroy a new one is there first, and all that it waits for is made first, too", () => {
  const changes = [
    change("a.one", "replace"),
    change("a.two", "replace", { before: ["a.one"], createdFirst: true }),
  ];
  expect(waits(...changes)).toEqual({
    "a.one (destroy)": ["a.one", "a.two", "a.two (destroy)"],
    "a.one": [],
    "a.two (destroy)": ["a.one", "a.two"],
    "a.two": ["a.one"],
  });
});

test("what stays as it is waits for nothing that is destroyed, and what waits for it does", () => {
  const changes = [
    change("a.one", "destroy"),
    change("a.two", "none", { before: ["a.one"], after: [] }),
    change("a.three", "update", { before: ["a.one", "a.two"], after: ["a.two"] }),
  ];
  expect(waits(...changes)).toEqual({
    "a.one (destroy)": [],
    "a.two": [],
    "a.three": ["a.one (destroy)", "a.two"],
  });
});

test("between two providers, what would wait for itself doesn't", () => {
  const changes = [
    change("a.one", "replace", { before: ["b.one"], after: [] }),
    change("b.one", "update", { before: [], after: ["a.one"] }),
  ];
  expect(waits(...changes)).toEqual({
    "a.one (destroy)": [],
    "a.one": ["a.one (destroy)"],
    "b.one": ["a.one", "a.one (destroy)"],
  });
});
