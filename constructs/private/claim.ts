import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { addProblems } from "./validation";

interface Claim {
  readonly kind: string;
  readonly name: string;
  readonly construct: IConstruct;
}

const claimsOf = new WeakMap<TerraformStack, Claim[]>();

/**
 * Takes a name on a server for a construct. Whoever comes second is reported, because Terraform would let the two
 * overwrite each other in turns.
 *
 * @param kind what has the name: `Vault path`, `PostgreSQL role`
 */
export function claim(
  construct: IConstruct,
  kind: string,
  name: string,
  fix = "give each its own name, or keep the one",
): void {
  take({ construct, kind, name }, (other) => other === name, fix);
}

/** Takes the path of a mount, below which Vault takes no other. */
export function claimMount(construct: IConstruct, name: string): void {
  const isWithin = (other: string) =>
    [name, other].some((path) => `${other}/`.startsWith(`${path}/`) && `${name}/`.startsWith(`${path}/`));
  take({ construct, kind: "Vault mount", name }, isWithin, "give each a path beside the others");
}

function take(taken: Claim, clashes: (other: string) => boolean, fix: string): void {
  const { construct, kind, name } = taken;
  const stack = TerraformStack.of(construct);
  const claims = claimsOf.get(stack) ?? [];
  claimsOf.set(stack, [...claims, taken]);
  const first = claims.find((each) => each.kind === kind && clashes(each.name));
  // A construct that clashes with itself says so in its own words.
  if (!first || first.construct === construct) return;
  const owner = `that of ${first.construct.node.path}`;
  const clash = first.name === name ? `is ${owner} already` : `overlaps with "${first.name}", ${owner}`;
  addProblems(construct, () => [{ rule: "duplicate-name", message: `${kind} "${name}" ${clash}`, fix }]);
}
