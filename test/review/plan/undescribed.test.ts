import type { AccessManifest } from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { reviewFinding, type UnnamedFinding } from "../../../review/finding";
import { parsePlan } from "../../../review/plan/parse-plan";
import { planFindings } from "../../../review/plan/review-plan";
import { CHANGE_KINDS } from "../../changes/kinds";
import { shop } from "../../changes/shop";
import { GITHUB_STACK } from "../../jwt-stacks";
import { CLIENT_CACHE_STACK, LOGIN_MATERIAL_STACK, STATIC_ROLES_STACK } from "../../other-stacks";
import { synthesizeEnvironment, synthesizeStack } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";
import { foreign } from "../pairs";
import { type PlanJson, type PlannedResource, planOf } from "../plan-of";

/** All types of resources that constructs write are in one of these. */
const STACKS: readonly (readonly [string, () => SynthesizedStack])[] = [
  ["production", () => synthesizeEnvironment("production")],
  ...[STATIC_ROLES_STACK, CLIENT_CACHE_STACK, GITHUB_STACK, LOGIN_MATERIAL_STACK].map(
    (name) => [name, () => synthesizeOtherStack(name)] as const,
  ),
];

const NOTHING_PLANNED = planOf(undefined, undefined);

function findingsOf(
  changes: readonly PlannedResource[],
  described: { readonly base?: AccessManifest; readonly head?: AccessManifest },
): UnnamedFinding[] {
  const plan: PlanJson = { ...NOTHING_PLANNED, resource_changes: changes };
  return planFindings(parsePlan(plan, "The plan"), described);
}

/** What is found where the description stays. */
function findingsBesides(
  changes: readonly PlannedResource[],
  { access }: SynthesizedStack,
): UnnamedFinding[] {
  return findingsOf(changes, { base: access, head: access });
}

/** Other values of the same kind. */
function othersThan(value: unknown): unknown[] {
  if (typeof value === "boolean") return [!value, null];
  if (typeof value === "number") return [value + 1, value - 1, 0, null];
  if (typeof value === "string") return [`${value}~`, null];
  if (Array.isArray(value)) return [[...(value as unknown[]), "another"], value.length ? null : ["another"]];
  return value === null ? ["value"] : [{ ...(value as object), another: "value" }, null];
}

/** Every edit of one argument of a resource that is there. */
function editsOf({ change, ...rest }: PlannedResource): [name: string, edit: PlannedResource][] {
  const values = change.after as Record<string, unknown>;
  const edit = (name: string, more: Partial<PlannedResource["change"]>): [string, PlannedResource] => [
    `${rest.type}.${name}`,
    { ...rest, change: { ...change, actions: ["update"], before: values, after_unknown: {}, ...more } },
  ];
  return [
    ...Object.entries(values).flatMap(([name, value]) => [
      ...othersThan(value).map((other) => edit(name, { after: { ...values, [name]: other } })),
      edit(name, { after: { ...values, [name]: null }, after_unknown: { [name]: true } }),
    ]),
    edit("another", { after: { ...values, another: "value" } }),
  ];
}

/** What may have another value, and lets nobody do more; what is only written is in no plan. */
const HARMLESS = /(?:_wo|\.password_wo_version)$/;

test.each(STACKS)("no edit of what access.json doesn't tell passes: %s", (_, make) => {
  const stack = make();
  const all = planOf(undefined, stack).resource_changes;
  const passed = all
    .flatMap(editsOf)
    .filter(([name, edit]) => !HARMLESS.test(name) && !findingsBesides([edit], stack).length)
    .map(([name]) => name);
  expect([...new Set(passed)]).toEqual([]);
});

test.each(STACKS)(
  "nothing is made or destroyed of which access.json says the same as before: %s",
  (_, make) => {
    const stack = make();
    for (const changes of [planOf(undefined, stack), planOf(stack, undefined)]) {
      const all = changes.resource_changes;
      const passed = all.filter((each) => !findingsBesides([each], stack).length);
      expect(passed.map(({ type }) => type)).toEqual([]);
    }
  },
);

test.each(CHANGE_KINDS.map((kind) => [kind.name, kind] as const))(
  "access.json tells all that a construct does: %s",
  (_, { before, after }) => {
    const was = synthesizeStack(before);
    const is = after && synthesizeStack(after);
    const all = planOf(was, is).resource_changes;
    const found = findingsOf(all, { base: was.access, head: is?.access });
    expect(found.filter(({ kind }) => kind === "undescribed" || kind === "unknown")).toEqual([]);
  },
);

const statements = (text: string, more: Partial<PlannedResource["change"]> = {}): PlannedResource => {
  const address = "vault_database_secret_backend_role.readonly";
  const values = { backend: "database", name: "readonly", creation_statements: ["-- as it was"] };
  const change = { before: values, after: { ...values, creation_statements: [text] }, ...more };
  return foreign(address, ["update"], { change });
};

const idOf = (...changes: readonly PlannedResource[]) =>
  findingsOf(changes, {})
    .map(reviewFinding)
    .map(({ id }) => id)
    .join();

test("an edit of what is described is found beside a change of something else", () => {
  const stack = synthesizeStack(shop());
  const head = synthesizeStack(shop({ workloads: ["web", "jobs"] })).access;
  const found = findingsOf([statements("-- hunter2")], { base: stack.access, head });
  expect(found).toEqual([
    expect.objectContaining({
      rule: "undescribed-change",
      kind: "undescribed",
      subject: "vault_database_secret_backend_role.readonly",
      sentence:
        "Changes `creation_statements` of `vault_database_secret_backend_role.readonly`: access.json does not say what that lets whom do",
    }),
  ]);
});

test("an edit is approved with its content: another one has another ID", () => {
  expect(idOf(statements("-- one"))).toBe(idOf(statements("-- one")));
  expect(idOf(statements("-- one"))).not.toBe(idOf(statements("-- two")));
  expect(idOf(foreign("aws_iam_policy.a", ["create"], { change: { after: { policy: "a" } } }))).not.toBe(
    idOf(foreign("aws_iam_policy.a", ["create"], { change: { after: { policy: "b" } } })),
  );
});

test("of more resources than are shown, each is in the ID", () => {
  const all = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) =>
    foreign(`aws_iam_policy.${name}`, ["delete"]),
  );
  const others = [...all.slice(0, 7), foreign("aws_iam_policy.i", ["delete"])];
  expect(idOf(...all)).not.toBe(idOf(...others));
});

test("a secret is in no ID, and what is changed in one of Vault's or PostgreSQL's resources can't be approved", () => {
  const secret = { after_sensitive: { creation_statements: true } };
  const [found] = findingsOf([statements("-- hunter2", secret)], {});
  expect(found).toMatchObject({ rule: "sensitive-change", kind: "unknown" });
  expect(JSON.stringify(found)).not.toContain("hunter2");
});

test("what somebody changed besides is taken back without a word, and to nothing else", () => {
  const plan: PlanJson = {
    ...NOTHING_PLANNED,
    resource_changes: [statements("-- as described")],
    resource_drift: [
      statements("-- as it was", {
        before: { backend: "database", name: "readonly", creation_statements: ["-- as described"] },
      }),
    ],
  };
  const found = (json: PlanJson) => planFindings(parsePlan(json, "The plan"));
  expect(found(plan)).toEqual([]);
  expect(found({ ...plan, resource_changes: [statements("-- worse")] })).toHaveLength(1);
});
