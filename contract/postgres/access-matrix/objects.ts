import type { Session } from "../../../clients/postgres-session";
import { canDoMore } from "../more-than-caller";
import { WATCH } from "../probes";
import type { ObjectKind } from "./access-matrix";

/** Something that privileges are granted on, and what a statement about it needs to know. */
export interface DatabaseObject {
  readonly kind: ObjectKind;
  readonly oid: number;
  readonly schema?: string;
  readonly name: string;
  readonly owner: string;
  readonly extension?: string;
  /** As SQL takes it: `public."User"`. */
  readonly quoted: string;
  /** A column that can be updated, as SQL takes it. Of a table or a view that has one. */
  readonly column?: string;
  /** Of a routine: what tells it apart from others of its name. */
  readonly signature?: string;
  /** Whether it can do more than its caller. Of a routine. */
  readonly canDoMore?: boolean;
  /** The types of a routine's arguments, as one text. */
  readonly types?: string;
  /** Of a routine: its arguments, where a value of each can be written; of a procedure also those that it gives back. */
  readonly arguments?: readonly RoutineArgument[];
  /** Whether it is called in a statement of one's own, and by no trigger. Of a routine. */
  readonly isCallable?: boolean;
}

export interface RoutineArgument {
  readonly type: string;
  /** `i`: in, `o`: out, `b`: both, `v`: variadic, as in `pg_proc`. */
  readonly mode: string;
}

/** Schemas that nobody makes objects in, and those of the contract itself. */
const OWN_SCHEMA = `(n.nspname ~ '^pg_(catalog|toast|temp)' OR n.nspname IN ('information_schema', '${WATCH}'))`;

/** SQL for whose an object is, and the extension that it came with. */
const belongsTo = (catalog: string, id: string, owner: string) => `pg_get_userbyid(${owner}) AS owner, (
  SELECT extname FROM pg_depend JOIN pg_extension e ON e.oid = refobjid
  WHERE (classid, objid, deptype) = ('${catalog}'::regclass, ${id}, 'e')) AS extension`;

const DATABASE = `SELECT 'database' AS kind, oid, datname AS name, ${belongsTo("pg_database", "d.oid", "datdba")}, quote_ident(datname) AS quoted
  FROM pg_database d WHERE datname = current_database()`;

const SCHEMAS = `SELECT 'schema' AS kind, oid, nspname AS name, ${belongsTo("pg_namespace", "n.oid", "nspowner")}, quote_ident(nspname) AS quoted
  FROM pg_namespace n WHERE NOT ${OWN_SCHEMA} ORDER BY nspname`;

const RELATIONS = `SELECT
    CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind,
    c.oid, nspname AS schema, relname AS name, ${belongsTo("pg_class", "c.oid", "relowner")},
    format('%I.%I', nspname, relname) AS quoted,
    (SELECT quote_ident(attname) FROM pg_attribute
     WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity <> 'a'
     ORDER BY attnum LIMIT 1) AS column
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT ${OWN_SCHEMA}
  ORDER BY nspname, translate(relkind::text, 'rpvmfS', '112345'), relname`;

const ROUTINES = `SELECT CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' ELSE 'function' END AS kind,
    p.oid, nspname AS schema, concat(proname, '(', pg_get_function_identity_arguments(p.oid), ')') AS name,
    concat('(', pg_get_function_identity_arguments(p.oid), ')') AS signature, ${canDoMore("p")} AS "canDoMore",
    oidvectortypes(proargtypes) AS types, ${belongsTo("pg_proc", "p.oid", "proowner")},
    format('%I.%I', nspname, proname) AS quoted,
    prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype, 'internal'::regtype) AS "isCallable",
    (SELECT CASE WHEN bool_and(typtype <> 'p') IS NOT FALSE
       THEN coalesce(json_agg(json_build_object('type', format_type(each.type, NULL), 'mode', coalesce(each.mode, 'i')) ORDER BY number), '[]') END
     FROM ROWS FROM (unnest(coalesce(proallargtypes, proargtypes::oid[])), unnest(proargmodes)) WITH ORDINALITY each(type, mode, number)
     JOIN pg_type t ON t.oid = each.type
     WHERE each.type IS NOT NULL AND (coalesce(each.mode, 'i') IN ('i', 'b', 'v') OR each.mode = 'o' AND prokind = 'p')) AS arguments
  FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE NOT ${OWN_SCHEMA}
  ORDER BY nspname, translate(prokind::text, 'fpaw', '1234'), 4`;

/** Types by their own name: no rows of tables, no arrays, no ranges of ranges. */
const TYPES = `SELECT 'type' AS kind, t.oid, nspname AS schema, typname AS name, ${belongsTo("pg_type", "t.oid", "typowner")},
    format('%I.%I', nspname, typname) AS quoted
  FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid
  WHERE typtype IN ('b', 'c', 'd', 'e', 'r') AND coalesce(relkind = 'c', true)
    AND NOT EXISTS (SELECT FROM pg_type own WHERE own.typarray = t.oid) AND NOT ${OWN_SCHEMA} ORDER BY nspname, typname`;

/** Everything in a session's database that privileges are granted on, but for what PostgreSQL brings along. */
export async function objectsIn(session: Session): Promise<DatabaseObject[]> {
  await session.query("SET search_path = pg_catalog; SET jit = off");
  const found: DatabaseObject[] = [];
  for (const select of [DATABASE, SCHEMAS, RELATIONS, ROUTINES, TYPES])
    found.push(...(await session.query(select)).map((row) => withoutNulls(row) as unknown as DatabaseObject));
  return found;
}

function withoutNulls(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
