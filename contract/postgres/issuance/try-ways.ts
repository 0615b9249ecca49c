import { quotedName } from "../../../constructs/postgres/statements/quoted";
import type { Session } from "../../../clients/postgres-session";
import { difference } from "../../difference";
import { nextTransaction, rowsSince } from "../rows";
import { issue } from "./calls";
import type { Names, Way } from "./way";

/**
 * All that the functions are about: roles with what they may, their passwords and expiries, who is a member of whom by whose
 * word, settings of logins, functions and schemas. Told are those that were written since, and how many there are.
 */
const LINES: Readonly<Record<string, string>> = {
  pg_authid:
    "concat('role ', rolname, ' ', to_jsonb(t) - '{oid,rolname,rolpassword}'::text[], md5(rolpassword))",
  pg_auth_members: `concat('member ', pg_get_userbyid(member), ' of ', pg_get_userbyid(roleid), ' by ', pg_get_userbyid(grantor), ' ',
    to_jsonb(t) - '{oid,roleid,member,grantor}'::text[])`,
  pg_db_role_setting: "concat('setting of ', pg_get_userbyid(setrole), ' in ', setdatabase, ' ', setconfig)",
  pg_proc:
    "concat('function ', pronamespace::regnamespace, '.', proname, ' of ', pg_get_userbyid(proowner), ' ', proacl, prosecdef, proconfig, ' ', md5(prosrc))",
  pg_namespace: "concat('schema ', nspname, ' of ', pg_get_userbyid(nspowner), ' ', nspacl)",
};

const CATALOGS = Object.entries(LINES).map(([name, line]) => ({ name, line, rows: `pg_catalog.${name} t` }));

/**
 * Tries ways with a lease that is ended afterwards, each in a transaction of its own that is taken back.
 *
 * @param session a superuser's
 * @yields what came of those that did not end as they have to
 */
export async function* tryWays(
  session: Session,
  ways: readonly Way[],
  names: Names,
): AsyncGenerator<string, void, undefined> {
  const refused = await issueLease(session, names);
  if (refused !== undefined) return yield `a lease is refused: ${refused}`;
  try {
    for (const way of ways) {
      const problem = await tryWay(session, way, names).catch(
        (error: Error) => `it can't be tried: ${error.message}`,
      );
      if (problem) yield `${way.name}: ${problem}`;
    }
  } finally {
    const lease = quotedName(names.lease);
    await session.query(`DROP OWNED BY ${lease}; DROP ROLE ${lease}`);
  }
}

/** In a transaction of its own: in that of a way it would hold a lock on its group, and clients would wait for each other. */
async function issueLease(session: Session, names: Names): Promise<string | undefined> {
  await session.query("BEGIN");
  const refused = await as(session, names.account, [issue(names, { name: names.lease })]).then(
    () => undefined,
    inWords,
  );
  await session.query(refused === undefined ? "COMMIT" : "ROLLBACK");
  return refused;
}

async function tryWay(session: Session, way: Way, names: Names): Promise<string | undefined> {
  // Others issue meanwhile: what they did is not to be seen.
  await session.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  const since = await nextTransaction(session);
  try {
    const run = (statements: readonly string[]) => runAll(session, statements);
    await run(way.given?.(names) ?? []);
    const before = await stateOf(session, since);
    const { ends } = way;
    const expected =
      ends instanceof RegExp ? before : await stateAfter(session, since, () => run(ends(names)));
    await session.query("SAVEPOINT tried");
    const outcome = await as(session, way.by?.(names) ?? names.account, way.tries(names)).then(
      () => "it is let",
      inWords,
    );
    if (outcome !== "it is let") await session.query("ROLLBACK TO tried");
    await session.query("SET LOCAL SESSION AUTHORIZATION DEFAULT");
    const changes = difference(expected, await stateOf(session, since));
    if (changes.length) return `${outcome}: ${changes.join("; ")}`;
    if (ends instanceof RegExp)
      return ends.test(outcome) ? undefined : `${outcome}, and not refused by ${ends}`;
    return outcome === "it is let" ? undefined : `it is refused: ${outcome}`;
  } finally {
    await session.query("ROLLBACK");
  }
}

/** What it would be like after something that is taken back. */
async function stateAfter(session: Session, since: string, action: () => Promise<void>): Promise<string[]> {
  await session.query("SAVEPOINT expected");
  await action();
  await session.query("SET LOCAL SESSION AUTHORIZATION DEFAULT");
  const state = await stateOf(session, since);
  await session.query("ROLLBACK TO expected");
  return state;
}

/** As somebody, and as a superuser again. */
async function as(session: Session, role: string, statements: readonly string[]): Promise<void> {
  await runAll(session, [
    `SET LOCAL SESSION AUTHORIZATION ${quotedName(role)}`,
    ...statements,
    "SET LOCAL SESSION AUTHORIZATION DEFAULT",
  ]);
}

async function runAll(session: Session, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await session.query(statement);
}

async function stateOf(session: Session, since: string): Promise<string[]> {
  const rows = await rowsSince(session, CATALOGS, since);
  return Object.entries(rows)
    .flatMap(([name, { count, written }]) => [`${count} rows of ${name}`, ...written])
    .sort();
}

function inWords(error: unknown): string {
  const { code = "", message } = error as Error & { readonly code?: string };
  return `${code}: ${message}`;
}
