import type { Resource } from "../../constructs/guardrails/rendered/resources";
import type { AccessManifest } from "../../constructs";
import { isSameDatabase } from "../../contract/difference";
import type { CredentialInUse } from "./credential-in-use";

/** Arguments that name a role of PostgreSQL, or something of Vault's that has leases. */
const NAMES = ["name", "role", "grant_role", "owner", "path", "backend"];

/**
 * The credentials that can be in the way of a change that a server refused: those of members of a role that it names, else
 * those of the database or the engine that it is about, else all that have to end.
 */
export function inTheWay(
  { attributes }: Resource,
  credentials: readonly CredentialInUse[],
  { databases }: Pick<AccessManifest, "databases">,
): CredentialInUse[] {
  const names = new Set(NAMES.map((argument) => attributes[argument]));
  const leased = credentials.filter(({ props }) => props.lease);
  const ways: ((credential: CredentialInUse) => boolean)[] = [
    ({ props: { role } }) => names.has(role.group),
    ({ props: { role } }) =>
      databases.some(
        (database) =>
          isSameDatabase(database, role.database) &&
          [database.owner, database.issuer, database.account].some((name) => names.has(name)),
      ),
    ({ props: { role } }) => names.has(role.engine) || names.has(role.connection),
    ({ props: { effect } }) => effect === "ends",
  ];
  const found = ways.map((isInTheWay) => leased.filter(isInTheWay));
  return found.find((some) => some.length) ?? [];
}
