import { type TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { addProblems } from "./validation";

const claimsOf = new WeakMap<TerraformStack, Map<string, IConstruct>>();

/**
 * Takes a name on a server for a construct. Whoever comes second is reported, because Terraform would let the two
 * overwrite each other in turns.
 *
 * @param kind what has the name: `Vault path`, `PostgreSQL role`
 */
export function claim(construct: IConstruct, kind: string, name: string): void {
  const stack = TerraformStack.of(construct);
  const claims = claimsOf.get(stack) ?? new Map<string, IConstruct>();
  claimsOf.set(stack, claims);
  const key = `${kind} ${name}`;
  const first = claims.get(key);
  if (!first) {
    claims.set(key, construct);
    return;
  }
  const message = `${kind} "${name}" is that of ${first.node.path} already`;
  addProblems(construct, () => [
    { rule: "duplicate-name", message, fix: "give each its own name, or keep the one" },
  ]);
}

/** Roles are a server's, so each provider has its own. */
export function roleKind(provider: TerraformProvider | undefined): string {
  return provider?.alias ? `PostgreSQL role of ${provider.alias}` : "PostgreSQL role";
}
