import { isTrue } from "../rendered/literal";
import type { RenderedResource, RenderedStack } from "../rendered/rendered-stack";
import type { GuardrailRule } from "../rule";

export const preventDestroy: GuardrailRule = {
  id: "prevent-destroy",
  what: "Terraform refuses to destroy databases, mounts, connections, keys and audit devices.",
  why: "A renamed construct would delete the data, or end every lease at once.",
  fix: "set preventDestroy: true",
  check: (stack, { preventDestroy }) =>
    stack
      .ofType("postgresql_database", "vault_mount", CONNECTION, KEY, "vault_audit")
      .filter((resource) => preventDestroy && !isKept(resource) && !isInImportedEngine(stack, resource))
      .map(({ path, type }) => ({ path, message: `Terraform may destroy this ${type}` })),
};

const CONNECTION = "vault_database_secret_backend_connection";
const KEY = "vault_transit_secret_backend_key";

function isKept({ attributes }: RenderedResource): boolean {
  return isTrue((attributes.lifecycle as { prevent_destroy?: unknown } | undefined)?.prevent_destroy);
}

/** A connection or a key takes `preventDestroy` from its engine, and an imported one has none. */
function isInImportedEngine(stack: RenderedStack, resource: RenderedResource): boolean {
  const mounts = stack.ofType("vault_mount").map(({ attributes }) => attributes.path);
  return [CONNECTION, KEY].includes(resource.type) && !mounts.includes(stack.backendOf(resource));
}
