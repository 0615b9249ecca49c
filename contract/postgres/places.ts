import type { DatabaseDescription } from "../../constructs";
import { ownersOf } from "./owners";
import { AFTER, LATER_SCHEMA } from "./probe-names";

/** Where there are objects for checks to try. */
export interface Place {
  /** Whom they belong to. */
  readonly owner: string;
  /** What privilege sets call their schema. */
  readonly set: string;
  readonly schema: string;
  /** How their names begin. */
  readonly name: string;
}

/** One for each owner in each schema in which it makes objects: those that were there, or those that were made later. */
export function placesOf(database: DatabaseDescription, name: string): readonly Place[] {
  return ownersOf(database).flatMap(({ role: owner, own, shared }, index) => [
    ...own.map((schema) => ({ owner, set: schema, schema, name })),
    ...shared.map((schema) => ({ owner, set: schema, schema, name: nameOf(name, index) })),
    ...(database.futureSchemas && name === AFTER
      ? [{ owner, set: "*", schema: nameOf(LATER_SCHEMA, index), name }]
      : []),
  ]);
}

/** Of the database's owner, and of the others. */
function nameOf(name: string, index: number): string {
  return index ? `${name}_${index}` : name;
}
