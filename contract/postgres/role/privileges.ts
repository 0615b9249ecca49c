import type { PrivilegesDescription, RoleDescription } from "../../../constructs";
import { type Attempt, TABLE_STATEMENTS, tryAll } from "./attempt";
import type { Recorder } from "../../check";
import type { Lease } from "../../leases";
import { namedTableAttempts } from "./named-tables";
import { AFTER, BEFORE, OTHER_SCHEMA, type Probes } from "../probes";
import { Session } from "../../../clients/postgres-session";

/** What a leased role may do, and each neighbouring thing that it may not. */
export async function checkPrivileges(
  recorder: Recorder,
  probes: Probes,
  role: RoleDescription,
  lease: Lease,
): Promise<void> {
  const { server, database } = probes;
  const all = { ...privilegeAttempts(probes, role), ...forbiddenAttempts(probes, role) };
  await Session.with(server, database.name, lease, async (session) => {
    const isAllowed = (statement: string) => session.isAllowed(statement);
    for (const [id, attempts] of Object.entries(all))
      await tryAll(recorder, role.name, isAllowed, id, attempts);
  });
}

/** What depends on the privilege set. */
function privilegeAttempts(probes: Probes, role: RoleDescription): Record<string, Attempt[]> {
  const privileges = probes.privilegesOf(role);
  const { owner, sequences, functions } = privileges;
  const tables = Object.entries(TABLE_STATEMENTS).map(([verb, statement]) => [
    verb,
    onObjects(probes, privileges, statement, isOnAllTables(privileges, verb)),
  ]);
  const useSequence = (name: string) => `SELECT nextval('${name}_sequence')`;
  const execute = (name: string) => `SELECT ${name}_function()`;
  return {
    ...(Object.fromEntries(tables) as Record<string, Attempt[]>),
    "use-sequence": onObjects(
      probes,
      privileges,
      useSequence,
      sequences.some((each) => each !== "SELECT"),
    ),
    execute: onObjects(probes, privileges, execute, functions.length > 0),
    ...ownerAttempts(probes, owner),
    ...namedTableAttempts(privileges),
  };
}

function isOnAllTables({ tables }: PrivilegesDescription, verb: string): boolean {
  return tables.some(({ table, privileges }) => table === "*" && privileges.includes(verb.toUpperCase()));
}

function onObjects(
  { database }: Probes,
  privileges: PrivilegesDescription,
  statement: (name: string) => string,
  granted: boolean,
): Attempt[] {
  return database.schemas.flatMap((schema) =>
    [BEFORE, AFTER].map((name) => ({
      statement: statement(`"${schema}".${name}`),
      allowed: privileges.owner || (privileges.schemas.includes(schema) && granted),
    })),
  );
}

/** What only who acts as the owner may do. */
function ownerAttempts({ database }: Probes, allowed: boolean): Record<string, Attempt[]> {
  const [schema] = database.schemas;
  return {
    "create-table": [{ statement: `CREATE TABLE "${schema}".contract_made (id int)`, allowed }],
    "alter-table": [{ statement: `ALTER TABLE "${schema}".${BEFORE} ADD COLUMN more text`, allowed }],
    "drop-table": [{ statement: `DROP TABLE "${schema}".${AFTER}`, allowed }],
    "create-schema": [{ statement: "CREATE SCHEMA contract_made", allowed }],
    "make-temporary-tables": [{ statement: "CREATE TEMPORARY TABLE contract_made (id int)", allowed }],
    "become-owner": [{ statement: `SET ROLE "${database.owner}"`, allowed }],
  };
}

/** What no leased role may do. */
function forbiddenAttempts({ database }: Probes, role: RoleDescription): Record<string, Attempt[]> {
  const { account, issuer, groups, owner } = database;
  const otherGroups = groups.filter((group) => group.role !== role.group && group.role !== owner);
  const no = (...statements: string[]) => statements.map((statement) => ({ statement, allowed: false }));
  return {
    "use-other-schema": no(`SELECT * FROM ${OTHER_SCHEMA}.secret`),
    "create-role": no("CREATE ROLE contract_intruder"),
    "become-vault": no(`SET ROLE "${account}"`, `SET ROLE "${issuer}"`),
    "read-passwords": no("SELECT rolpassword FROM pg_catalog.pg_authid"),
    "use-server-files": no(
      "SELECT pg_catalog.pg_read_file('postgresql.conf')",
      "COPY (SELECT 1) TO '/dev/null'",
      "COPY (SELECT 1) TO PROGRAM 'true'",
    ),
    "become-other-group": no(...otherGroups.map((group) => `SET ROLE "${group.role}"`)),
  };
}
