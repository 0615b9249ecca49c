import { Session } from "../../../clients/postgres-session";
import type { DatabaseDescription } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { DatabaseContext } from "../database-context";
import { WAYS } from ".";
import { isPattern, namesIn } from "./names";
import { tryWays } from "./try-ways";
import type { Names, Way } from "./way";

/** As many as issuers. */
const CLIENTS = 64;

/** Vault's account gets nothing from the functions that make leased roles but leases; nobody else may call them. */
export function noWayOut(context: Context, database: DatabaseContext): Check[] {
  if (database.database.issuingSchema === undefined) return [];
  const check = (
    id: string,
    says: string,
    attempt: (names: Names, ways: readonly Way[]) => Promise<string>,
  ): Check => ({
    id,
    kind: "refused",
    says,
    about: database.about,
    harm: "writes",
    needs: ["root of Vault", "superuser of PostgreSQL", "login for something else"],
    attempt: async () => {
      const names = await namesIn(context, database);
      if (!names) return "no role of Vault issues in it";
      return attempt(names, waysIn(database.database, names));
    },
  });
  return [
    check("functions-do-nothing-else", "what functions are not for", async (names, ways) => {
      const problems = await withVictim(database, (victim) =>
        database.probes.asSuperuser((session) => tryWays(session, ways, names, victim)),
      );
      if (problems.length) throw new Violation(problems.join("; "));
      return `${ways.length} ways, each of which ends as it has to`;
    }),
    check("functions-do-nothing-else-at-once", "the same from many clients", async (names, ways) => {
      const problems = await withVictim(database, (victim) => tryAtOnce(database, ways, names, victim));
      if (problems.length) throw new Violation(problems.join("; "));
      return `${CLIENTS} clients`;
    }),
  ];
}

/** Those that can be tried in a database. */
export function waysIn({ imported }: DatabaseDescription, names: Names): Way[] {
  return WAYS.filter(
    ({ needsPattern, needsInstall, since = 0 }) =>
      !(needsPattern && !isPattern(names)) && !(needsInstall && imported) && since <= names.version,
  );
}

/** Each client has its share of the ways. */
async function tryAtOnce(
  { server, database }: DatabaseContext,
  ways: readonly Way[],
  names: Names,
  victim: Session,
): Promise<string[]> {
  const clients = Array.from({ length: CLIENTS }, (_, number) =>
    ways.filter((_, at) => at % CLIENTS === number),
  );
  const problems = await Promise.all(
    clients.map((share) =>
      Session.with(server, database.name, server.superuser, (session) =>
        tryWays(session, share, names, victim),
      ),
    ),
  );
  return [...new Set(problems.flat())];
}

/** With a session of somebody who uses the server for something else. */
function withVictim<Result>(
  { server }: DatabaseContext,
  action: (victim: Session) => Promise<Result>,
): Promise<Result> {
  return Session.with(server, "postgres", server.outsider, action);
}
