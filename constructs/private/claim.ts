import type { IConstruct } from "constructs";
import { type Claim, type Clash, StackDescription } from "./stack-description";
import { addProblems } from "./validation";

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
  fix = "give each its own name, or keep only one",
): void {
  take({ construct, kind, name }, (other) => other === name, fix);
}

/** Takes the path of a mount, below which Vault takes no other. */
export function claimMount(construct: IConstruct, name: string): void {
  const isWithin = (other: string) =>
    [name, other].some((path) => `${other}/`.startsWith(`${path}/`) && `${name}/`.startsWith(`${path}/`));
  take(
    { construct, kind: "Vault mount", name },
    isWithin,
    "choose a path that is neither above nor below that of another mount",
  );
}

function take(claimed: Claim, isTakenBy: (other: string) => boolean, fix: string): void {
  const { construct, kind, name } = claimed;
  const { claims, clashes } = StackDescription.of(construct);
  const first = claims.find((each) => each.kind === kind && isTakenBy(each.name));
  claims.push(claimed);
  // A construct that clashes with itself or with what is in it says so in its own words.
  if (!first || construct.node.scopes.includes(first.construct)) return;
  if (isSaid(clashes, construct, first.construct)) return;
  clashes.push([construct, first.construct]);
  const owner = `taken by ${first.construct.node.path}`;
  const clash = first.name === name ? `is already ${owner}` : `overlaps with "${first.name}", ${owner}`;
  addProblems(construct, () => [{ rule: "duplicate-name", message: `${kind} "${name}" ${clash}`, fix }]);
}

/** Where two clash, so do the other names that they and what is in them are given. */
function isSaid(clashes: readonly Clash[], construct: IConstruct, other: IConstruct): boolean {
  return clashes.some(
    ([one, first]) => construct.node.scopes.includes(one) && other.node.scopes.includes(first),
  );
}

/** Whether somebody else has a name that it wants. */
export function isClashing(construct: IConstruct): boolean {
  return StackDescription.of(construct).clashes.some(([one]) => one === construct);
}
