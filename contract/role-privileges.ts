import type { PrivilegesDescription, RoleDescription } from "../constructs";
import { type Attempt, TABLE_STATEMENTS } from "./attempt";
import { type Recorder, Violation } from "./check";
import type { Lease } from "./lease";
import { namedTableAttempts } from "./named-tables";
import { AFTER, BEFORE, OTHER_SCHEMA, type Probes } from "./probes";
import { Session } from "./session";

/** What a leased role may do, and each neighbouring thing that it may not. */
export async function checkPrivileges(
  recorder: Recorder,
  probes: Probes,
  role: RoleDescription,
  lease: Lease,
): Promise<void> {
  const privileges = privilegesOf(probes, role);
  await Session.with(
    probes.server,
    probes.database.name,
    { user: lease.user, password: lease.password },
    async (session) => {
      const attempt = (id: string, attempts: readonly Attempt[]) =>
        tryAll(recorder, role.name, (statement) => session.isAllowed(statement), id, attempts);
      for (const [verb, statement] of Object.entries(TABLE_STATEMENTS)) {
        await attempt(verb, onTables(probes, privileges, verb, statement));
      }
      await attempt(
        "use-sequence",
        onObjects(probes, "sequence", privileges, (name) => `SELECT nextval('${name}')`),
      );
      await attempt(
        "execute",
        onObjects(probes, "function", privileges, (name) => `SELECT ${name}()`),
      );
      for (const [id, attempts] of Object.entries(ownerAttempts(probes, privileges)))
        await attempt(id, attempts);
      for (const [id, statement] of Object.entries(forbidden(probes, role)))
        await attempt(id, [{ statement, allowed: false }]);
      for (const [id, attempts] of Object.entries(namedTableAttempts(privileges)))
        await attempt(id, attempts);
    },
  );
  await tryTypes(recorder, probes, privileges, role, lease);
}

/** Who uses a type makes something of it; the attempt gives the role a schema to do so. */
async function tryTypes(
  recorder: Recorder,
  probes: Probes,
  privileges: PrivilegesDescription,
  role: RoleDescription,
  { user }: Lease,
): Promise<void> {
  const actsAs = privileges.owner ? probes.database.owner : user;
  const ownSchema = [`CREATE SCHEMA "${user}" AUTHORIZATION "${actsAs}"`, `SET LOCAL ROLE "${actsAs}"`];
  const attempts = onObjects(
    probes,
    "type",
    privileges,
    (name) => `CREATE TABLE "${user}".made (of ${name})`,
  );
  await probes.asSuperuser((session) =>
    tryAll(recorder, role.name, (statement) => session.isAllowed(statement, ownSchema), "use-type", attempts),
  );
}

export function privilegesOf(probes: Probes, role: RoleDescription): PrivilegesDescription {
  const group = probes.database.groups.find((each) => each.role === role.group);
  if (!group)
    throw new Violation(`access.json describes no group "${role.group}" in database "${role.database}"`);
  return group.privileges;
}

async function tryAll(
  recorder: Recorder,
  subject: string,
  isAllowed: (statement: string) => Promise<boolean>,
  id: string,
  attempts: readonly Attempt[],
): Promise<void> {
  // One check says either that all of it is allowed or that none of it is.
  for (const allowed of [true, false]) {
    const expected = attempts.filter((attempt) => attempt.allowed === allowed);
    if (!expected.length) continue;
    const elsewhere = expected.length < attempts.length ? "-elsewhere" : "";
    await recorder.check(subject, allowed ? `may-${id}` : `may-not-${id}${elsewhere}`, async () => {
      for (const { statement } of expected) {
        if ((await isAllowed(statement)) === allowed) continue;
        throw new Violation(
          allowed ? `refused, but described: ${statement}` : `allowed, but not described: ${statement}`,
        );
      }
      return expected.map(({ statement }) => statement).join("; ");
    });
  }
}

function onTables(
  probes: Probes,
  privileges: PrivilegesDescription,
  verb: string,
  statement: (table: string) => string,
): Attempt[] {
  const all = privileges.tables.find(({ table }) => table === "*")?.privileges ?? [];
  return probes.database.schemas.flatMap((schema) =>
    [BEFORE, AFTER].map((table) => ({
      statement: statement(`"${schema}".${table}`),
      allowed: privileges.owner || (privileges.schemas.includes(schema) && all.includes(verb.toUpperCase())),
    })),
  );
}

function onObjects(
  probes: Probes,
  kind: "sequence" | "function" | "type",
  privileges: PrivilegesDescription,
  statement: (name: string) => string,
): Attempt[] {
  const granted = {
    sequence: privileges.sequences.some((each) => each !== "SELECT"),
    function: privileges.functions.length > 0,
    type: privileges.types.length > 0,
  }[kind];
  return probes.database.schemas.flatMap((schema) =>
    [BEFORE, AFTER].map((name) => ({
      statement: statement(`"${schema}".${name}_${kind}`),
      allowed: privileges.owner || (privileges.schemas.includes(schema) && granted),
    })),
  );
}

/** What only who acts as the owner may do. */
function ownerAttempts(probes: Probes, { owner: allowed }: PrivilegesDescription): Record<string, Attempt[]> {
  const [schema] = probes.database.schemas;
  return {
    "create-table": [{ statement: `CREATE TABLE "${schema}".contract_made (id int)`, allowed }],
    "alter-table": [{ statement: `ALTER TABLE "${schema}".${BEFORE} ADD COLUMN more text`, allowed }],
    "drop-table": [{ statement: `DROP TABLE "${schema}".${AFTER}`, allowed }],
    "become-owner": [{ statement: `SET ROLE "${probes.database.owner}"`, allowed }],
  };
}

/** What no leased role may do. */
function forbidden(probes: Probes, role: RoleDescription): Record<string, string> {
  const { account, groups, owner } = probes.database;
  const otherGroup = groups.find((group) => group.role !== role.group && group.role !== owner);
  return {
    "use-other-schema": `SELECT * FROM ${OTHER_SCHEMA}.secret`,
    "create-role": `CREATE ROLE contract_intruder`,
    "become-vault": `SET ROLE "${account}"`,
    "read-passwords": `SELECT rolpassword FROM pg_catalog.pg_authid`,
    "read-server-files": `SELECT pg_catalog.pg_read_file('postgresql.conf')`,
    ...(otherGroup && { "become-other-group": `SET ROLE "${otherGroup.role}"` }),
  };
}
