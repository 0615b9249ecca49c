import { isLoginRefused, Session } from "../../clients/postgres-session";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { DatabaseContext } from "./database-context";
import { AFTER, BEFORE } from "./probes";

const COMMON = { harm: "writes", needs: ["superuser of PostgreSQL"] } as const;

/** Who has a login on the server but nothing to do with a database can't enter it. */
export function outsiderRefused(_: Context, { about, database, server, outsider }: DatabaseContext): Check {
  return {
    ...COMMON,
    id: "outsider-refused",
    kind: "refused",
    says: "a login from outside",
    about,
    attempt: async () => {
      if (await isLoginRefused(server, database.name, await outsider.get()))
        return "CONNECT is taken from PUBLIC";
      throw new Violation("PUBLIC can connect: every login on the server gets in");
    },
  };
}

/** And would find nothing to use there. */
export function publicHasNothing(_: Context, context: DatabaseContext): Check {
  const { about, database, server, probes, outsider, laterObjects } = context;
  return {
    ...COMMON,
    needs: ["root of Vault", "superuser of PostgreSQL"],
    id: "public-has-nothing",
    kind: "also",
    says: "PUBLIC has nothing",
    about,
    attempt: async () => {
      await laterObjects.get();
      const login = await outsider.get();
      await probes.asSuperuser((session) =>
        session.query(`GRANT CONNECT ON DATABASE "${database.name}" TO "${login.user}"`),
      );
      const statements = database.schemas.flatMap((schema) => outsiderStatements(`"${schema}"`));
      await Session.with(server, database.name, login, async (session) => {
        for (const statement of statements)
          if (await session.isAllowed(statement)) throw new Violation(`PUBLIC may ${statement}`);
      });
      return `refused to somebody who only connects: ${statements.join("; ")}`;
    },
  };
}

function outsiderStatements(schema: string): string[] {
  return [
    ...[BEFORE, AFTER].flatMap((name) => [
      `SELECT * FROM ${schema}.${name}`,
      `INSERT INTO ${schema}.${name} DEFAULT VALUES`,
      `SELECT nextval('${schema}.${name}_sequence')`,
      `SELECT ${schema}.${name}_function()`,
      `CALL ${schema}.${name}_procedure()`,
    ]),
    `CREATE TABLE ${schema}.contract_made (id int)`,
    "CREATE TEMPORARY TABLE contract_made (id int)",
  ];
}
