/** Other names of types, by which PostgreSQL doesn't show them. */
const ALIASES: Readonly<Record<string, string>> = {
  bool: "boolean",
  char: "character",
  decimal: "numeric",
  float4: "real",
  float8: "double precision",
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
  varchar: "character varying",
};

/** A routine as PostgreSQL shows it: `purge(int,text)` is `purge(integer, text)`. */
export function shownRoutine(routine: string): string {
  const [, name = routine, types] = /^([^(]*)\((.*)\)$/s.exec(routine) ?? [];
  if (types === undefined) return routine;
  return `${name}(${types.split(",").map(shownType).join(", ")})`;
}

function shownType(type: string): string {
  const [, name = "", array = ""] = /^\s*(.*?)\s*((?:\[\])*)\s*$/s.exec(type) ?? [];
  return (ALIASES[name.toLowerCase()] ?? name) + array;
}
