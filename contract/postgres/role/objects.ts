import { quotedName, quotedText } from "../../../constructs/postgres/statements/quoted";
import type { DatabaseDescription, GroupDescription, SchemaPrivilegesDescription } from "../../../constructs";
import { isCallersOnly } from "../described-database";
import { placesOf } from "../places";
import { AFTER, BEFORE } from "../probe-names";
import type { Probes } from "../probes";
import { type Act, TABLE_STATEMENTS } from "./attempt";

/** Whether a set allows something with an object, which was there before or is made later. */
type IsGranted = (set: SchemaPrivilegesDescription, when: string, database: DatabaseDescription) => boolean;

interface ObjectAct extends Pick<Act, "says" | "saysOthers"> {
  readonly id: string;
  /** What to write where what a set is described to allow is refused. */
  readonly fix?: (set: SchemaPrivilegesDescription) => string | undefined;
  /** Statements on objects whose names begin alike, and what they need in their schema. */
  readonly tries: readonly (readonly [statement: (name: string) => string, isGranted: IsGranted])[];
}

const onAllTables =
  (verb: string): IsGranted =>
  ({ tables }) =>
    tables.some(({ table, privileges }) => table === "*" && privileges.includes(verb));

const reads = onAllTables("SELECT");
const inserts = onAllTables("INSERT");
const usesSequences: IsGranted = ({ sequences }) =>
  sequences.some((grant) => grant.sequence === "*" && grant.privileges.some((each) => each !== "SELECT"));
/** Who inserts everywhere inserts into serial columns, too, unless it says that there are none. */
const hasSequences: IsGranted = (set, ...on) => !set.needsNoSequence || usesSequences(set, ...on);
const executes: IsGranted = ({ functions }) => functions.length > 0;
const executesAll: IsGranted = (set, when, database) =>
  set.functions.length > 0 && !(when === BEFORE && isCallersOnly(database, set));
const both =
  (one: IsGranted, other: IsGranted): IsGranted =>
  (...on) =>
    one(...on) && other(...on);

/** By privilege, tables on which it is enough by itself, also: whose ids come from an identity, of which others are a part. */
const OTHER_TABLES: Readonly<Record<string, readonly string[]>> = {
  select: ["_summary", "_partitioned"],
  insert: ["_identity", "_partitioned"],
  update: ["_identity", "_partitioned"],
  truncate: ["_partitioned"],
};

const NO_SEQUENCES = 'write sequences: ["USAGE"] for serial columns, or sequences: {} where no table has one';

/** What is tried on objects of each kind. */
const OBJECT_ACTS: readonly ObjectAct[] = [
  ...Object.entries(TABLE_STATEMENTS).map(([id, statement]): ObjectAct => {
    const isGranted = onAllTables(id.toUpperCase());
    const others = OTHER_TABLES[id] ?? [];
    return {
      id,
      tries: ["", ...others].map((suffix) => [(name) => statement(`${name}${suffix}`), isGranted]),
    };
  }),
  {
    id: "select-behind-functions",
    says: "select what calls functions",
    // A view's columns and a row's policy call them as who reads.
    tries: ["_view", "_secured"].map((suffix) => [
      (name) => `SELECT * FROM ${name}${suffix}`,
      both(reads, executes),
    ]),
  },
  {
    id: "insert-into-serial",
    says: "insert into serial columns",
    fix: ({ sequences }) =>
      sequences.some(({ privileges }) => privileges.includes("USAGE")) ? undefined : NO_SEQUENCES,
    tries: [[(name) => `INSERT INTO ${name}_serial DEFAULT VALUES`, both(inserts, hasSequences)]],
  },
  {
    id: "use-sequence",
    tries: [[(name) => `SELECT nextval(${quotedText(`${name}_sequence`)})`, usesSequences]],
  },
  {
    id: "execute",
    saysOthers: "execute other routines",
    tries: [
      [(name) => `SELECT ${name}_function()`, executes],
      [(name) => `SELECT ${name}_aggregate(1)`, executes],
      [(name) => `SELECT ${name}_definer()`, executesAll],
      [(name) => `CALL ${name}_procedure()`, executesAll],
    ],
  },
];

/** What depends on the privilege set, tried on what was there before the grants, and on what was made later. */
export function objectActs({ database }: Probes, { role, privileges }: GroupDescription): Act[] {
  const places = [BEFORE, AFTER].flatMap((when) =>
    placesOf(database, when).map((place) => ({ ...place, when })),
  );
  return OBJECT_ACTS.map(({ tries, fix, ...act }) => ({
    ...act,
    attempts: tries.flatMap(([statement, isGranted]) =>
      places.map(({ owner, set, schema, name, when }) => {
        const granted = privileges.schemas.find((each) => each.schema === set);
        return {
          statement: statement(`${quotedName(schema)}.${name}`),
          allowed: privileges.owner
            ? owner === role
            : granted !== undefined && isGranted(granted, when, database),
          fix: granted && fix?.(granted),
        };
      }),
    ),
  }));
}
