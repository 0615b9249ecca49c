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
  return [
    {
      id: "functions-do-nothing-else",
      kind: "refused",
      says: "what functions are not for",
      about: database.about,
      harm: "writes",
      needs: ["root of Vault", "superuser of PostgreSQL", "login for something else"],
      attempt: async () => {
        const clients = await namesIn(context, database, CLIENTS);
        const [names] = clients;
        if (!names) return "no role of Vault issues in it";
        const ways = waysIn(database.database, names);
        const problems = await tryAtOnce(database, ways, clients);
        if (problems.length) throw new Violation(problems.join("; "));
        return `${ways.length} ways, each of which ends as it has to, tried by ${clients.length} clients at once`;
      },
    },
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
  clients: readonly Names[],
): Promise<string[]> {
  const problems = new Set<string>();
  const tryShare = (names: Names, number: number) =>
    Session.with(server, database.name, server.superuser, async (session) => {
      const share = ways.filter((_, at) => at % clients.length === number);
      for await (const problem of tryWays(session, share, names)) problems.add(problem);
    });
  await Session.with(server, "postgres", server.outsider, async (victim) => {
    await Promise.all(clients.map(tryShare));
    if (!(await victim.isOpen())) problems.add("a session of somebody else ended");
  });
  return [...problems];
}
