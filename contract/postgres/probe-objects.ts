import { quotedName, quotedText } from "../../constructs/postgres/statements/quoted";
/** An object that checks try privileges on. */
export interface ProbeObject {
  readonly kind: "table" | "view" | "materialized view" | "sequence" | "function" | "procedure" | "aggregate";
  readonly schema: string;
  readonly name: string;
  /** The types of a routine's arguments. */
  readonly types?: string;
  /** Whether it is a routine that can do more than its caller. */
  readonly canDoMore?: boolean;
  /** How it is made. @default - with the one before it */
  readonly statement?: string;
  /** What the inventory tells besides, where it tells something. */
  readonly parts?: readonly string[];
  /** Whether it is a part of another, and isn't told of itself. */
  readonly isPart?: boolean;
}

/** Objects of each kind that an owner makes in a schema, with names that begin alike: as awkward as those of a real one. */
export function probeObjects(schema: string, name: string): ProbeObject[] {
  const full = `${quotedName(schema)}.${name}`;
  const object = (
    kind: ProbeObject["kind"],
    suffix: string,
    statement?: string,
    more?: Pick<ProbeObject, "parts" | "isPart" | "types" | "canDoMore">,
  ): ProbeObject => ({ kind, schema, name: `${name}${suffix}`, statement, ...more });
  const part = (kind: string, suffix: string) => `${kind} ${schema}.${name}${suffix}`;
  return [
    object("table", "", `CREATE TABLE ${full} (id int, note text)`),
    object("sequence", "_sequence", `CREATE SEQUENCE ${full}_sequence`),
    object(
      "function",
      "_function",
      `CREATE FUNCTION ${full}_function() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ),
    object("procedure", "_procedure", `CREATE PROCEDURE ${full}_procedure() LANGUAGE sql AS 'SELECT 1'`),
    object("table", "_serial", `CREATE TABLE ${full}_serial (id serial, note text)`, {
      parts: [part("default value", "_serial.id")],
    }),
    object("sequence", "_serial_id_seq"),
    object(
      "table",
      "_identity",
      `CREATE TABLE ${full}_identity (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text,
         size int GENERATED ALWAYS AS (length(note)) STORED)`,
      { parts: [part("table constraint", `_identity.${name}_identity_pkey`)] },
    ),
    object("sequence", "_identity_id_seq", undefined, { isPart: true }),
    object(
      "table",
      "_secured",
      `CREATE TABLE ${full}_secured (id int, note text);
       ALTER TABLE ${full}_secured ENABLE ROW LEVEL SECURITY;
       CREATE POLICY own ON ${full}_secured USING (id = ${full}_function())`,
      { parts: [part("policy", "_secured.own")] },
    ),
    object(
      "view",
      "_view",
      `CREATE VIEW ${full}_view AS SELECT id, ${full}_function() AS called FROM ${full}_serial`,
    ),
    object(
      "materialized view",
      "_summary",
      `CREATE MATERIALIZED VIEW ${full}_summary AS SELECT ${full}_function() AS called, count(*) FROM ${full}_serial`,
    ),
    object(
      "table",
      "_partitioned",
      `CREATE TABLE ${full}_partitioned (id int, note text) PARTITION BY LIST (id)`,
    ),
    object("table", "_partition", `CREATE TABLE ${full}_partition PARTITION OF ${full}_partitioned DEFAULT`),
    object(
      "function",
      "_definer",
      `CREATE FUNCTION ${full}_definer() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
         AS ${quotedText(`INSERT INTO ${full}_serial DEFAULT VALUES`)}`,
      { canDoMore: true },
    ),
    object(
      "aggregate",
      "_aggregate",
      `CREATE AGGREGATE ${full}_aggregate(int) (SFUNC = pg_catalog.int4pl, STYPE = int)`,
      { types: "integer" },
    ),
  ];
}
