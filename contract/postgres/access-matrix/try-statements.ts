import type { Session } from "../../../clients/postgres-session";

/** What came of a statement. */
export interface Tried {
  /** PostgreSQL's code of the error. `00000`: there was none. */
  readonly code: string;
  readonly message: string;
}

const DONE = "CT000";
const AT_ONCE = 1000;

/** Tries statements one after the other, and takes each back before the next. */
const BLOCK = `DO $contract$ DECLARE
    statement text; code text; message text; outcomes json[] := '{}';
  BEGIN
    FOR statement IN SELECT pg_catalog.json_array_elements_text(pg_catalog.current_setting('contract.statements')::json) LOOP
      BEGIN
        EXECUTE statement;
        RAISE EXCEPTION USING ERRCODE = '${DONE}';
      EXCEPTION WHEN OTHERS OR assert_failure THEN
        GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
        outcomes := outcomes OPERATOR(pg_catalog.||) pg_catalog.json_build_array(code, message);
      END;
    END LOOP;
    PERFORM pg_catalog.set_config('contract.outcomes', pg_catalog.array_to_json(outcomes)::text, true);
  END $contract$`;

/**
 * Tries statements in transactions that are rolled back.
 *
 * @returns what came of each, in their order; nothing of those that could not be tried
 */
export async function tryStatements(
  session: Session,
  statements: readonly string[],
): Promise<(Tried | undefined)[]> {
  const outcomes: (Tried | undefined)[] = [];
  for (let start = 0; start < statements.length; start += AT_ONCE) {
    const some = statements.slice(start, start + AT_ONCE);
    outcomes.push(...(await trySome(session, some)));
  }
  return outcomes;
}

async function trySome(session: Session, statements: readonly string[]): Promise<(Tried | undefined)[]> {
  await session.query("BEGIN");
  try {
    await session.query("SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '60s'");
    await session.query("SELECT pg_catalog.set_config('contract.statements', $1, true)", [
      JSON.stringify(statements),
    ]);
    await session.query(BLOCK);
    const [row] = await session.query("SELECT pg_catalog.current_setting('contract.outcomes') AS outcomes");
    const found = JSON.parse(String(row?.outcomes)) as [code: string, message: string][];
    return found.map(([code, message]) => ({ code: code === DONE ? "00000" : code, message }));
  } catch {
    // One of them took too long, or there is no PL/pgSQL for this role.
    return statements.map(() => undefined);
  } finally {
    await session.query("ROLLBACK");
  }
}
