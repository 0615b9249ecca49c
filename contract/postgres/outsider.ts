import { type Recorder, Violation } from "../check";
import { AFTER, BEFORE, type Probes } from "./probes";
import { isLoginRefused, Session } from "../../clients/postgres-session";

/** Who has a login on the server but nothing to do with a database can't enter it, and would find nothing to use. */
export async function checkOutsider(recorder: Recorder, probes: Probes): Promise<void> {
  const { database, server, outsider: user } = probes;
  const login = { user, password: "not a secret" };
  await probes.asSuperuser((session) =>
    session.query(`CREATE ROLE "${user}" LOGIN PASSWORD '${login.password}'`),
  );
  await recorder.check(database.name, "outsider-refused", async () => {
    if (!(await isLoginRefused(server, database.name, login)))
      throw new Violation("PUBLIC can connect: every login on the server gets in");
    return "CONNECT is taken from PUBLIC";
  });
  await recorder.check(database.name, "public-has-nothing", async () => {
    await probes.asSuperuser((session) =>
      session.query(`GRANT CONNECT ON DATABASE "${database.name}" TO "${user}"`),
    );
    const statements = database.schemas.flatMap((schema) => outsiderStatements(`"${schema}"`));
    await Session.with(server, database.name, login, async (session) => {
      for (const statement of statements)
        if (await session.isAllowed(statement)) throw new Violation(`PUBLIC may ${statement}`);
    });
    return `refused to who only connects: ${statements.join("; ")}`;
  });
  await probes.asSuperuser(async (session) => {
    await session.query(`REVOKE CONNECT ON DATABASE "${database.name}" FROM "${user}"`);
    await session.query(`DROP ROLE "${user}"`);
  });
}

function outsiderStatements(schema: string): string[] {
  return [
    ...[BEFORE, AFTER].flatMap((name) => [
      `SELECT * FROM ${schema}.${name}`,
      `INSERT INTO ${schema}.${name} DEFAULT VALUES`,
      `SELECT nextval('${schema}.${name}_sequence')`,
      `SELECT ${schema}.${name}_function()`,
    ]),
    `CREATE TABLE ${schema}.contract_made (id int)`,
    "CREATE TEMPORARY TABLE contract_made (id int)",
  ];
}
