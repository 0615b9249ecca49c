import { objectName } from "../../../constructs/postgres/statements/quoted";
import type { SchemaPrivilegesDescription } from "../../../constructs";
import type { Act } from "./attempt";

/** A routine that a privilege set names: `purge(integer)`. */
export interface NamedRoutine {
  readonly schema: string;
  readonly name: string;
  /** The types of its arguments. @default - it is the only one of its name */
  readonly types?: readonly string[];
}

/** The routines that a set names, as they can do more than their caller. */
export function namedRoutines({ schema, definers }: SchemaPrivilegesDescription): NamedRoutine[] {
  return definers
    .filter((routine) => routine !== "*")
    .map((routine) => {
      const [, name = routine, types] = /^([^(]*)\((.*)\)$/s.exec(routine) ?? [];
      return { schema, name, types: types?.split(", ").filter(Boolean) };
    });
}

/** A leased role may execute them. */
export function namedRoutineActs(set: SchemaPrivilegesDescription): Act[] {
  return namedRoutines(set).map(({ schema, name, types = [] }) => ({
    id: "execute",
    says: `execute ${name}`,
    object: `${schema}.${name}`,
    attempts: [
      {
        statement: `SELECT ${objectName(schema, name)}(${types.map((type) => `NULL::${type}`).join(", ")})`,
        allowed: true,
      },
    ],
  }));
}
