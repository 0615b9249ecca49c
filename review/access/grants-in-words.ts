import type { Grant } from "./grant";

/** How many kinds of objects are told of, before the others are only counted. */
const TOLD = 4;

/** Grants as a person says them: `INSERT, SELECT on all tables of appdb.public`. */
export function grantsInWords(grants: readonly Grant[]): string {
  const parts = new Map<string, Set<string>>();
  for (const grant of grants) {
    const where = objectsOf(grant);
    parts.set(where, (parts.get(where) ?? new Set()).add(grant.privilege));
  }
  const all = [...parts].map(([where, privileges]) => where.replace("%", [...privileges].sort().join(", ")));
  return all.length ? all.join("; ") : "nothing";
}

/** The same for a cell of a table, where there may be many. */
export function fewGrantsInWords(grants: readonly Grant[]): string {
  const told = grantsInWords(grants.filter(saysMost)).split("; ");
  const rest = told.length - TOLD;
  return rest > 1 ? `${told.slice(0, TOLD).join("; ")}; and on ${rest} more` : told.join("; ");
}

/** What is granted besides, so that the rest can be used. */
function saysMost({ kind }: Grant, _: number, all: readonly Grant[]): boolean {
  const isAside = (each: Grant["kind"]) => ["schema", "type", "sequence", "routine"].includes(each);
  return !isAside(kind) || all.every((each) => isAside(each.kind));
}

/** What a grant is on, with a place for the privilege. */
function objectsOf({ kind, database, schema, object, column, callersOnly, isOnlyOwner }: Grant): string {
  const within = `${database}.${schema}`;
  const inSchema = schema === "*" ? `schemas of ${database} that are made later` : within;
  const place = `${within}.${object}`;
  switch (kind) {
    case "owner":
      return `everything in ${inSchema}${isOnlyOwner ? "" : " that is its own"}, as its owner`;
    case "database":
      return `% on database ${database}`;
    case "member":
      return "membership of %";
    case "schema":
      return schema === "*" ? `% on ${inSchema}` : `% on schema ${within}`;
    case "type":
      return `% on types of ${inSchema} that are made later`;
    case "column":
      return `% on ${place}.${column}`;
    case "routine":
      if (object !== undefined) return `% on routine ${place}`;
      return `% on ${callersOnly ? "functions" : "functions and procedures"} of ${inSchema}${callersOnly ? " that run as their caller" : ""}`;
    default:
      return object === undefined ? `% on all ${kind}s of ${inSchema}` : `% on ${kind} ${place}`;
  }
}
