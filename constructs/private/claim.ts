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
  const first = claimsOf(construct, kind).get(name);
  take({ construct, kind, name }, first, fix);
}

/** Takes the path of a mount, below which Vault takes no other. */
export function claimMount(construct: IConstruct, name: string): void {
  const isWithin = (other: string) =>
    [name, other].some((path) => `${other}/`.startsWith(`${path}/`) && `${name}/`.startsWith(`${path}/`));
  const kind = "Vault mount";
  const first = [...claimsOf(construct, kind).values()].find((each) => isWithin(each.name));
  take(
    { construct, kind, name },
    first,
    "choose a path that is neither above nor below that of another mount",
  );
}

function claimsOf(construct: IConstruct, kind: string): Map<string, Claim> {
  const { claims } = StackDescription.of(construct);
  const ofKind = claims.get(kind) ?? new Map<string, Claim>();
  claims.set(kind, ofKind);
  return ofKind;
}

function take(claimed: Claim, first: Claim | undefined, fix: string): void {
  const { construct, kind, name } = claimed;
  const { clashes } = StackDescription.of(construct);
  const claims = claimsOf(construct, kind);
  if (!claims.has(name)) claims.set(name, claimed);
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
