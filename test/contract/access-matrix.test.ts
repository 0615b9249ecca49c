import { contractOf } from "../../contract/contract";
import type { AccessMatrix } from "../../contract/postgres/access-matrix/access-matrix";
import { objectName } from "../../contract/postgres/access-matrix/object-names";
import { run } from "../../contract/run";
import { asSuperuser } from "../rehearsal/attack";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";

/** What a database may hold besides what a rehearsal invents, some of it by a way round. */
const OBJECTS = `
  CREATE ROLE reporting LOGIN;
  CREATE ROLE passes_by BYPASSRLS;
  GRANT CONNECT ON DATABASE appdb TO reporting;
  GRANT passes_by TO reporting;
  CREATE EXTENSION citext;
  CREATE EXTENSION file_fdw;
  CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
  CREATE USER MAPPING FOR PUBLIC SERVER files;
  SET ROLE app_owner;
  CREATE SCHEMA hidden;
  CREATE TABLE hidden.salary (id int);
  CREATE VIEW salaries AS SELECT count(*) FROM hidden.salary;
  CREATE VIEW own_salaries WITH (security_invoker) AS SELECT count(*) FROM hidden.salary;
  CREATE FUNCTION tenant() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
  REVOKE ALL ON FUNCTION tenant() FROM appdb_read_only;
  CREATE TABLE document (id serial PRIMARY KEY, tenant int NOT NULL, twice int GENERATED ALWAYS AS (tenant * 2) STORED);
  ALTER TABLE document ENABLE ROW LEVEL SECURITY;
  CREATE POLICY by_tenant ON document USING (tenant = tenant());
  CREATE VIEW documents AS SELECT id FROM document;
  CREATE TABLE note (id int GENERATED ALWAYS AS IDENTITY, owner text DEFAULT CURRENT_USER);
  ALTER TABLE note ENABLE ROW LEVEL SECURITY;
  CREATE POLICY by_user ON note USING (owner = CURRENT_USER);
  CREATE TABLE "Mixed Case" ("Id" int, mail citext);
  GRANT SELECT ("Id") ON "Mixed Case" TO reporting;
  CREATE TABLE parted (id int) PARTITION BY RANGE (id);
  CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM parted WITH NO DATA;
  CREATE FUNCTION purge(older int, VARIADIC names text[]) RETURNS SETOF int LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM document RETURNING id';
  CREATE PROCEDURE archive(INOUT moved uuid) LANGUAGE plpgsql AS 'BEGIN DELETE FROM document; END';
  CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int);
  CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE logged (id int);
  CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO hidden.salary VALUES (1); RETURN NEW; END';
  CREATE TRIGGER noted BEFORE INSERT ON logged FOR EACH ROW EXECUTE FUNCTION note_change();
  GRANT EXECUTE ON FUNCTION purge TO PUBLIC;
  CREATE FUNCTION step(int, int) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'DELETE FROM document RETURNING id';
  CREATE AGGREGATE steps (int) (sfunc = step, stype = int);
  REVOKE EXECUTE ON FUNCTION step, steps FROM appdb_read_write;
  REVOKE EXECUTE ON FUNCTION step FROM appdb_read_only;
  CREATE TABLE animal (name text);
  CREATE TABLE hidden.cat (claws int) INHERITS (animal);
  CREATE TABLE hidden.parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (9);
  CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (19);
  ALTER TABLE parted_2 ENABLE ROW LEVEL SECURITY;
  ALTER TABLE animal ENABLE ROW LEVEL SECURITY;
  CREATE POLICY by_setting ON animal USING (name = current_setting('app.tenant', true));
  RESET ROLE;
  GRANT SELECT (id) ON contract_other.kept TO PUBLIC;
  GRANT USAGE ON FOREIGN SERVER files TO PUBLIC;
  CREATE SCHEMA admin;
  GRANT USAGE ON SCHEMA admin TO reporting;
  CREATE FUNCTION admin.on_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NEW; END';
  CREATE VIEW admin.logins AS SELECT rolname, rolpassword FROM pg_authid JOIN pg_shadow ON usename = rolname JOIN pg_class ON true;
  GRANT SELECT (rolpassword) ON admin.logins TO reporting;
`;

let matrix: AccessMatrix;
let failures: string[];
let details: Record<string, string>;

beforeAll(async () => {
  await withDeployed(synthesizeEnvironment("dev"), 18, async (deployment) => {
    await asSuperuser(deployment, async (session) => {
      for (const statement of OBJECTS.split(";\n")) await session.query(statement);
    });
    const phases = contractOf(deployment, (found) => (matrix = found));
    const leasing = phases.filter(({ name }) => name === "leasing");
    const checks = await run(leasing, { abilities: deployment.abilities });
    failures = failuresOf({ checks });
    details = Object.fromEntries(checks.map(({ id, about, detail }) => [`${about.name}: ${id}`, detail]));
  });
});

const [READER, WRITER, MIGRATOR] = ["readonly", "readwrite", "migrator"].map(
  (name) => `database/creds/app-${name}`,
) as [string, string, string];

/** What a role may do to an object. */
const cell = (role: string, name: string) => {
  const object = matrix.objects.find((each) => objectName(each) === name);
  return object?.access.find((each) => each.role === role);
};

const ALL = [
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "TRUNCATE",
  "REFERENCES",
  "TRIGGER",
  "MAINTAIN",
  "OWNER",
];

test("has a row for whoever gets in: roles of Vault's, as they try it, and others as the catalogs say", () => {
  expect(matrix.database).toEqual({ server: "postgresql", name: "appdb" });
  expect(matrix.roles).toEqual([
    { name: MIGRATOR, kind: "leased role", privileges: "owner", isTried: true, actsAs: "app_owner" },
    { name: READER, kind: "leased role", privileges: "read_only", isTried: true },
    {
      name: WRITER,
      kind: "leased role",
      privileges: "read_write",
      isTried: true,
      actsAs: "appdb_read_write",
    },
    { name: "app_owner", kind: "owner", isTried: false },
    { name: "vault_appdb", kind: "Vault's account", isTried: false, actsAs: "vault_appdb_issuer" },
    { name: "appdb_break_glass", kind: "break-glass role", isTried: false },
    { name: "PUBLIC", kind: "PUBLIC", isTried: false },
    { name: "reporting", kind: "other login", isTried: false },
  ]);
});

test("says of every kind of object what each may do to it, with USAGE on its schema", () => {
  const may = (name: string) => [READER, WRITER, MIGRATOR].map((role) => cell(role, name)?.may ?? []);
  expect(may("appdb")).toEqual([["CONNECT"], ["CONNECT"], ["CONNECT", "CREATE", "TEMPORARY"]]);
  expect(may("public")).toEqual([["USAGE"], ["USAGE"], ["USAGE", "CREATE"]]);
  expect(may("hidden.salary")).toEqual([[], [], ALL]);
  expect(may("public.Mixed Case")).toEqual([["SELECT"], ["SELECT", "INSERT", "UPDATE", "DELETE"], ALL]);
  expect(may("public.parted")).toEqual([["SELECT"], ["SELECT", "INSERT", "UPDATE", "DELETE"], ALL]);
  expect(may("public.totals")).toEqual([["SELECT"], ["SELECT"], ["SELECT", "MAINTAIN", "OWNER"]]);
  expect(may("public.document_id_seq")).toEqual([
    ["SELECT"],
    ["SELECT", "USAGE"],
    ["SELECT", "USAGE", "UPDATE", "OWNER"],
  ]);
  for (const routine of ["archive(INOUT moved uuid)", "total(integer)", "on_change()"])
    expect(may(`public.${routine}`)).toEqual([["EXECUTE"], ["EXECUTE"], ["EXECUTE", "OWNER"]]);
  expect(may("public.tenant()")).toEqual([[], ["EXECUTE"], ["EXECUTE", "OWNER"]]);
  expect(cell("reporting", "public.Mixed Case")).toEqual({
    role: "reporting",
    may: [],
    columns: [{ privilege: "SELECT", columns: ["Id"] }],
  });
  expect(matrix.objects.find(({ kind, name }) => kind === "type" && name === "citext")).toMatchObject({
    schema: "public",
    extension: "citext",
  });
});

test("shows what is granted and refused all the same: behind functions, views and triggers", () => {
  expect(cell(READER, "public.document")).toEqual({
    role: READER,
    may: [],
    refused: [{ privilege: "SELECT", because: "permission denied for function tenant" }],
  });
  expect(cell(WRITER, "public.logged")).toEqual({
    role: WRITER,
    may: ["SELECT", "UPDATE", "DELETE"],
    refused: [{ privilege: "INSERT", because: "permission denied for schema hidden" }],
  });
  expect(cell(WRITER, "public.own_salaries")).toEqual({
    role: WRITER,
    may: ["INSERT", "UPDATE", "DELETE"],
    refused: [{ privilege: "SELECT", because: "permission denied for table salary" }],
    byCatalogs: ["INSERT", "UPDATE", "DELETE"],
  });
});

test("finds each of them, objects of one kind together", () => {
  expect(failures.sort()).toEqual([
    "app-readonly: access-as-described: refused, but described: SELECT on table public.document: permission denied for function tenant; refused, but described: SELECT on view public.own_salaries: permission denied for table salary; refused, but described: EXECUTE on function public.tenant()",
    "app-readwrite: access-as-described: refused, but described: INSERT on table public.logged: permission denied for schema hidden; refused, but described: SELECT on view public.own_salaries: permission denied for table salary; refused, but described: EXECUTE on function public.step(integer, integer), aggregate public.steps(integer)",
    "appdb: no-way-round: database/creds/app-readonly: SECURITY DEFINER function public.purge(older integer, VARIADIC names text[]): runs as app_owner, who may write, with its caller's search_path: take EXECUTE from it, or name it under definers of its privilege set; database/creds/app-readonly: SECURITY DEFINER aggregate public.steps(integer): runs as app_owner, who may write: take EXECUTE from it, or name it under definers of its privilege set",
  ]);
});

test("counts what was tried", () => {
  expect(details["appdb: access-as-described"]).toBe(`${matrix.objects.length} objects`);
  expect(matrix.tried).toBeGreaterThan(500);
});

test("lists every way round", () => {
  const inWords = matrix.waysRound.map(
    ({ kind, object, roles, leadsTo }) => `${kind}: ${object}: ${leadsTo}: ${roles.join(", ")}`,
  );
  const both = `${READER}, ${WRITER}`;
  const member = "has its privileges, or can act as it";
  expect(inWords).toEqual([
    `SECURITY DEFINER routine: function public.purge(older integer, VARIADIC names text[]): runs as app_owner, who may write, with its caller's search_path: ${both}, vault_appdb, appdb_break_glass, PUBLIC, reporting`,
    "SECURITY DEFINER routine: function public.step(integer, integer): runs as app_owner, who may write: vault_appdb, appdb_break_glass",
    `SECURITY DEFINER routine: aggregate public.steps(integer): runs as app_owner, who may write: ${READER}, vault_appdb, appdb_break_glass`,
    "view with its owner's rights: view admin.logins: reads pg_authid, pg_shadow as postgres: reporting",
    `view with its owner's rights: view public.documents: reads public.document as app_owner: ${READER}`,
    `view with its owner's rights: view public.documents: reads public.document past its row security, as app_owner: ${WRITER}`,
    `view with its owner's rights: view public.salaries: reads hidden.salary as app_owner: ${both}`,
    `parent of other tables: table public.parted: SELECT on table hidden.parted_1; past row security on table public.parted_2: ${READER}`,
    `parent of other tables: table public.parted: SELECT, INSERT, UPDATE, DELETE on table hidden.parted_1; past row security on table public.parted_2: ${WRITER}`,
    `parent of other tables: table public.animal: SELECT on table hidden.cat: ${READER}`,
    `parent of other tables: table public.animal: SELECT, UPDATE, DELETE on table hidden.cat: ${WRITER}`,
    `policy by user: table public.note: policy by_user goes by current_user, which is another one with each lease: ${READER}`,
    `policy by setting: table public.animal: policy by_setting goes by app.tenant, which every session sets as it likes: ${both}`,
    "left to PUBLIC: 3 schemas (contract_extension, contract_other, public): USAGE: PUBLIC",
    "left to PUBLIC: extension citext: USAGE on what it brings: PUBLIC",
    "left to PUBLIC: table contract_other.kept: SELECT (id): PUBLIC",
    "left to PUBLIC: table contract_other.shared: SELECT: PUBLIC",
    "left to PUBLIC: function contract_other.shared_function(): EXECUTE: PUBLIC",
    "left to PUBLIC: function public.purge(older integer, VARIADIC names text[]): EXECUTE: PUBLIC",
    "left to PUBLIC: extension citext: EXECUTE on what it brings: PUBLIC",
    "left to PUBLIC: extension file_fdw: EXECUTE on what it brings: PUBLIC",
    "left to PUBLIC: extension fuzzystrmatch: EXECUTE on what it brings: PUBLIC",
    "left to PUBLIC: foreign server files: USAGE: PUBLIC",
    "left to PUBLIC: database postgres: CONNECT, TEMPORARY: PUBLIC",
    "left to PUBLIC: database template1: CONNECT: PUBLIC",
    "user mapping: server files: logs in there, by file_fdw, as whom the mapping of PUBLIC says: PUBLIC",
    "attribute: role passes_by: BYPASSRLS: reporting",
    "attribute: role vault_appdb_issuer: CREATEROLE: vault_appdb",
    `membership: role app_owner: ${member}: vault_appdb, appdb_break_glass`,
    `membership: role appdb_read_only: ${member}: vault_appdb`,
    `membership: role appdb_read_write: ${member}: vault_appdb`,
    `membership: role passes_by: ${member}: reporting`,
    `membership: role vault_appdb_issuer: ${member}: vault_appdb`,
  ]);
});
