import type { Resource } from "../../../constructs/guardrails/rendered/resources";
import type { Arguments } from "../../../rehearsal/apply/handler";
import { plannedChanges } from "../../../rehearsal/apply/planned-changes";

const resource = (type: string, attributes: Arguments): Resource => ({
  address: `${type}.one`,
  type,
  attributes,
});

/** What is done with a resource that had these arguments, and is to have others. */
function actionOn(type: string, before: Arguments | undefined, after?: Arguments): string | undefined {
  const was = before && {
    resource: resource(type, before),
    args: before,
    exported: {},
    dependencies: new Set<string>(),
  };
  const resources = after ? [resource(type, after)] : [];
  const [change] = plannedChanges(
    resources,
    was ? [was] : [],
    ({ attributes: { lifecycle: _, ...args } }) => args,
  );
  return change?.action;
}

const role = { name: "a", login: true };

test.each([
  ["made", "create", "postgresql_role", undefined, role],
  ["left alone", "none", "postgresql_role", role, role],
  [
    "left alone where nothing is given instead of an empty value",
    "none",
    "postgresql_role",
    role,
    { ...role, roles: [], inherit: undefined },
  ],
  ["changed", "update", "postgresql_role", role, { ...role, name: "b" }],
  ["changed where an argument is taken away", "update", "postgresql_role", role, { name: "a" }],
  [
    "made anew where the provider can't change that",
    "replace",
    "postgresql_grant_role",
    { role: "a", grant_role: "b" },
    { role: "a", grant_role: "c" },
  ],
  [
    "made anew by another provider",
    "replace",
    "postgresql_role",
    role,
    { ...role, provider: "postgresql.other" },
  ],
  ["destroyed", "destroy", "postgresql_role", role, undefined],
  [
    "left alone where what changed is to be overlooked",
    "none",
    "postgresql_role",
    { ...role, roles: ["b"] },
    { ...role, lifecycle: { ignore_changes: ["roles"] } },
  ],
  [
    "left alone where the provider keeps what isn't given any more",
    "none",
    "vault_mount",
    { path: "a", type: "b", max_lease_ttl_seconds: 5 },
    { path: "a", type: "b" },
  ],
  [
    "left alone where only what is write-only changed",
    "none",
    "postgresql_role",
    { ...role, password_wo: "a" },
    { ...role, password_wo: "b" },
  ],
  [
    "opened each time, where Terraform forgets it",
    "open",
    "ephemeral.random_password",
    undefined,
    { length: 20 },
  ],
] as const)("a resource is %s", (_, action, type, before, after) => {
  expect(actionOn(type, before, after)).toBe(action);
});
