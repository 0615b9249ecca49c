import { Privileges, type PrivilegesProps, SchemaPrivileges } from "../../../constructs";
import { addDatabase } from "./postgres-resources";
import { argumentsOf, synthesize } from "../vault-resources";

const NOTHING = { tables: [], columns: [], sequences: [], functions: [], definers: [], types: [] };

const described = (props: Partial<PrivilegesProps> = {}, schemas = ["public"]) =>
  Privileges.of({ name: "reports", ...props }).describe(schemas);

/** The grants that a set's group gets in a database with a schema of its own, without those on the database. */
function grantsOf(privileges: Privileges): object[] {
  const stack = synthesize((scope) => addDatabase(scope, { schemas: ["sales"] }).group(privileges));
  return ["postgresql_grant", "postgresql_default_privileges"]
    .flatMap((type) => Object.values(argumentsOf(stack, type)) as Record<string, unknown>[])
    .filter(({ role, object_type }) => role === `appdb_${privileges.name}` && object_type !== "database")
    .map(({ depends_on: _, database: __, role: ___, ...grant }) => grant);
}

const READS = {
  tables: [{ table: "*", privileges: ["SELECT"] }],
  columns: [],
  sequences: [{ sequence: "*", privileges: ["SELECT"] }],
  functions: ["EXECUTE"],
  definers: [],
  types: ["USAGE"],
};

const WRITES = {
  tables: [{ table: "*", privileges: ["DELETE", "INSERT", "SELECT", "UPDATE"] }],
  columns: [],
  sequences: [{ sequence: "*", privileges: ["SELECT", "USAGE"] }],
  functions: ["EXECUTE"],
  definers: ["*"],
  types: ["USAGE"],
};

test("readOnly reads every table and sequence, and executes the functions that views and policies call", () => {
  expect(Privileges.readOnly().describe(["public"])).toEqual({
    name: "read_only",
    owner: false,
    schemas: [{ schema: "public", ...READS }],
  });
});

test("readOnly without functions reads tables and sequences alone", () => {
  const schemas = [{ schema: "public", ...READS, functions: [] }];
  expect(Privileges.readOnly({ functions: false }).describe(["public"]).schemas).toEqual(schemas);
  const bySchema = { public: SchemaPrivileges.readOnly({ functions: false }) };
  expect(described({ bySchema }).schemas).toEqual(schemas);
});

test("who executes functions executes what can do more than its caller, unless that is named", () => {
  const definersOf = (props: Partial<PrivilegesProps>) => described(props).schemas[0]?.definers;
  expect(definersOf({ functions: true })).toEqual(["*"]);
  expect(definersOf({ functions: true, definers: [] })).toEqual([]);
  expect(definersOf({ tables: { orders: ["DELETE"] } })).toEqual([]);
  expect(definersOf({ definers: ["purge(integer)", "close", "close"] })).toEqual(["close", "purge(integer)"]);
});

test("a routine is granted by name where not all of them are", () => {
  const usage = { schema: "sales", object_type: "schema", privileges: ["USAGE"] };
  const all = { schema: "sales", object_type: "routine", privileges: ["EXECUTE"] };
  const purge = { ...all, objects: ["purge(integer)"] };
  const grants = (functions: boolean) =>
    grantsOf(Privileges.of({ name: "support", functions, definers: ["purge(integer)"] }));
  expect(grants(false)).toEqual([purge, usage]);
  expect(grants(true)).toEqual([all, usage, { ...all, owner: "appdb_owner" }]);
});

test("readWrite writes tables, uses sequences and executes functions", () => {
  expect(Privileges.readWrite().describe(["public"])).toEqual({
    name: "read_write",
    owner: false,
    schemas: [{ schema: "public", ...WRITES }],
  });
});

test("owner has no list of privileges, because it acts as the owner", () => {
  expect(Privileges.owner().describe(["public", "sales"])).toEqual({
    name: "owner",
    owner: true,
    schemas: [],
  });
  expect(grantsOf(Privileges.owner())).toEqual([]);
});

test("a set of one's own allows nothing that it wasn't given, in every schema of the database", () => {
  expect(described({}, ["sales", "audit"])).toEqual({
    name: "reports",
    owner: false,
    schemas: [
      { schema: "audit", ...NOTHING },
      { schema: "sales", ...NOTHING },
    ],
  });
});

test("a set allows other things in other schemas", () => {
  const bySchema = {
    sales: SchemaPrivileges.readWrite(),
    stock: SchemaPrivileges.readOnly(),
    hr: { tables: { holiday: ["SELECT"] } },
  } as const;
  const hr = { schema: "hr", ...NOTHING, tables: [{ table: "holiday", privileges: ["SELECT"] }] };
  const sales = { schema: "sales", ...WRITES };
  const stock = { schema: "stock", ...READS };
  expect(described({ bySchema }, ["audit", "hr", "sales", "stock"]).schemas).toEqual([hr, sales, stock]);
  const audit = { schema: "audit", ...NOTHING, functions: ["EXECUTE"], definers: ["*"] };
  expect(described({ bySchema, functions: true }, ["audit", "hr", "sales", "stock"]).schemas).toEqual([
    audit,
    hr,
    sales,
    stock,
  ]);
});

test("false and an empty list are what is left out", () => {
  const given = { tables: {}, columns: {}, sequences: [], functions: false, types: false };
  expect(described(given)).toEqual(described());
});

test("no schema isn't every schema", () => {
  expect(described({ schemas: [] }).schemas).toEqual([]);
});

test("lists are sorted, and a schema given twice is there once", () => {
  const each = {
    tables: [
      { table: "orders", privileges: ["SELECT"] },
      { table: "tickets", privileges: ["INSERT", "SELECT"] },
    ],
    columns: [
      { table: "customers", privilege: "SELECT", columns: ["id", "name"] },
      { table: "customers", privilege: "UPDATE", columns: ["name"] },
    ],
    sequences: [{ sequence: "*", privileges: ["SELECT", "USAGE"] }],
    functions: [],
    definers: [],
    types: [],
  };
  expect(
    described({
      schemas: ["sales", "audit", "sales"],
      tables: { tickets: ["SELECT", "INSERT"], orders: ["SELECT"] },
      columns: { customers: { UPDATE: ["name"], SELECT: ["name", "id"] } },
      sequences: ["USAGE", "SELECT"],
    }),
  ).toEqual({
    name: "reports",
    owner: false,
    schemas: [
      { schema: "audit", ...each },
      { schema: "sales", ...each },
    ],
  });
});

test("all tables are those that are there and those that the owner makes later", () => {
  const all = Privileges.of({ name: "reports", tables: { "*": ["SELECT"] } });
  expect(grantsOf(all)).toEqual([
    { schema: "sales", object_type: "table", privileges: ["SELECT"] },
    { schema: "sales", object_type: "schema", privileges: ["USAGE"] },
    { schema: "sales", object_type: "table", owner: "appdb_owner", privileges: ["SELECT"] },
  ]);
});

test("a named table and its columns are granted by name, and nothing later", () => {
  const named = Privileges.of({
    name: "support",
    tables: { tickets: ["INSERT", "SELECT"] },
    columns: { customers: { SELECT: ["id"] } },
  });
  expect(grantsOf(named)).toEqual([
    {
      schema: "sales",
      object_type: "column",
      objects: ["customers"],
      columns: ["id"],
      privileges: ["SELECT"],
    },
    { schema: "sales", object_type: "table", objects: ["tickets"], privileges: ["INSERT", "SELECT"] },
    { schema: "sales", object_type: "schema", privileges: ["USAGE"] },
  ]);
});

test("a set reaches schemas of later where the database does, unless it names schemas or tables", () => {
  const schemas = ["public", "*"];
  const reached = (set: Privileges) => set.describe(schemas).schemas.map(({ schema }) => schema);
  expect(reached(Privileges.readOnly())).toEqual(["*", "public"]);
  expect(reached(Privileges.of({ name: "x", functions: true }))).toEqual(["*", "public"]);
  expect(reached(Privileges.of({ name: "x", tables: { orders: ["SELECT"] } }))).toEqual(["public"]);
  expect(reached(Privileges.of({ name: "x", schemas: ["public"], functions: true }))).toEqual(["public"]);
  expect(reached(Privileges.of({ name: "x", bySchema: { "*": SchemaPrivileges.readOnly() } }))).toEqual([
    "*",
  ]);
});

test("schemas of later are opened by default privileges that name none", () => {
  const stack = synthesize((scope) =>
    addDatabase(scope, { futureSchemas: true }).group(
      Privileges.of({ name: "reports", tables: { "*": ["SELECT"] } }),
    ),
  );
  const defaults = Object.values(argumentsOf(stack, "postgresql_default_privileges")) as object[];
  const later = { database: "appdb", owner: "appdb_owner", role: "appdb_reports" };
  expect(stack.access.databases[0]).toMatchObject({ schemas: ["public"], futureSchemas: true });
  expect(defaults.map((each) => ({ ...each, depends_on: undefined }))).toEqual(
    expect.arrayContaining([
      { ...later, object_type: "schema", privileges: ["USAGE"] },
      { ...later, object_type: "table", privileges: ["SELECT"] },
      { ...later, schema: "public", object_type: "table", privileges: ["SELECT"] },
    ]),
  );
});

test("sequences are granted all, by name, or not needed", () => {
  const sequencesOf = (sequences: PrivilegesProps["sequences"]) => {
    const [schema] = described({ sequences }).schemas;
    return { sequences: schema?.sequences, needsNoSequence: schema?.needsNoSequence };
  };
  const named = [{ sequence: "tickets_id_seq", privileges: ["SELECT", "USAGE"] }];
  expect(sequencesOf({ tickets_id_seq: ["USAGE", "SELECT"] })).toEqual({ sequences: named });
  expect(sequencesOf({ "*": ["USAGE"] })).toEqual(sequencesOf(["USAGE"]));
  expect(sequencesOf({})).toEqual({ sequences: [], needsNoSequence: true });
  expect(sequencesOf([])).toEqual({ sequences: [] });
  const grants = grantsOf(Privileges.of({ name: "support", sequences: { tickets_id_seq: ["USAGE"] } }));
  expect(grants).toEqual([
    { schema: "sales", object_type: "sequence", objects: ["tickets_id_seq"], privileges: ["USAGE"] },
    { schema: "sales", object_type: "schema", privileges: ["USAGE"] },
  ]);
});

test("temporary tables and roles of PostgreSQL's own are there where somebody asks for them", () => {
  expect(described()).not.toHaveProperty("temporary");
  expect(described()).not.toHaveProperty("memberOf");
  expect(described({ temporary: true, memberOf: ["pg_read_all_stats", "pg_monitor"] })).toMatchObject({
    temporary: true,
    memberOf: ["pg_monitor", "pg_read_all_stats"],
  });
});
