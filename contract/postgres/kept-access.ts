import { isLoginRefused, Session } from "../../clients/postgres-session";
import { quotedName } from "../../constructs/postgres/statements/quoted";
import { type Check, NotChecked, Violation } from "../check";
import type { Context } from "../context";
import { isSameDatabase } from "../difference";
import type { DatabaseContext } from "./database-context";
import { AFTER, BEFORE } from "./probe-names";

/** A login that no list of a database names, while its DBA's script is tried. */
export const NEWCOMER = "contract_newcomer";

/** What the applications that came in through PUBLIC log in with, on servers that are thrown away. */
export const APPLICATION_PASSWORD = "not a secret";

const COMMON = { kind: "also", needs: ["superuser of PostgreSQL"] } as const;

/** The DBA's script cuts nobody off unsaid. */
export function scriptStopsForNewcomers(
  { deployment }: Context,
  { about, database }: DatabaseContext,
): Check[] {
  if (!database.imported) return [];
  const attempt = async () => {
    const adoption = deployment.adoptions.find((each) => isSameDatabase(each.database, database));
    if (adoption?.isRepeated) throw new NotChecked("an earlier script took from PUBLIC what newcomers had");
    const said = adoption?.stopped ?? "";
    if (!said.includes(NEWCOMER))
      throw new Violation(`it ${said ? "stops, but doesn't name" : "cuts off"} a login that nobody named`);
    return "it stops, changes nothing, and names the login that it would cut off";
  };
  const says = "the DBA's script stops for logins that nobody named";
  return [{ ...COMMON, id: "script-stops-for-newcomers", says, about, harm: "nothing", attempt }];
}

/** Who keeps access goes on as PUBLIC let them, also with what the owner makes later. */
export function keepersGoOn(_: Context, { about, database, server, laterObjects }: DatabaseContext): Check[] {
  return (database.keepsAccess ?? []).map((user) => ({
    ...COMMON,
    id: "keeps-access",
    says: `${user} goes on as PUBLIC let it`,
    about: { ...about, object: user },
    harm: "writes",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      await laterObjects.get();
      const statements = [
        "CREATE TEMPORARY TABLE kept (id int)",
        ...database.schemas
          .filter((schema) => schema === "public")
          .flatMap((schema) =>
            [BEFORE, AFTER].flatMap((name) => [
              `SELECT ${quotedName(schema)}.${name}_function()`,
              `CALL ${quotedName(schema)}.${name}_procedure()`,
            ]),
          ),
      ];
      await Session.with(server, database.name, { user, password: APPLICATION_PASSWORD }, async (session) => {
        for (const statement of statements)
          if (!(await session.isAllowed(statement))) throw new Violation(`refused: ${statement}`);
      });
      return "connects, makes temporary tables, calls functions and procedures";
    },
  }));
}

/** Who loses access is refused. */
export function losersAreRefused(_: Context, { about, database, server }: DatabaseContext): Check[] {
  return (database.losesAccess ?? []).map((user) => ({
    ...COMMON,
    id: "loses-access",
    says: `${user} is refused`,
    about: { ...about, object: user },
    harm: "nothing",
    attempt: async () => {
      if (!(await isLoginRefused(server, database.name, { user, password: APPLICATION_PASSWORD })))
        throw new Violation("it still connects");
      return "the database refuses it";
    },
  }));
}
