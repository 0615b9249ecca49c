import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "../../clients/postgres-session";
import { creationStatements } from "../../constructs/postgres/statements/creation";
import { revocationStatements } from "../../constructs/postgres/statements/revocation";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { type Replicated, startReplicated, SUPERUSER } from "./standby";

const asSuperuser = ({ primary }: Replicated, statements: readonly string[]) =>
  Session.with(primary, "postgres", SUPERUSER, async (session) => {
    for (const statement of statements) await session.query(statement);
  });

/** Returns when the standby has all that the primary has. */
async function followed({ primary, standby }: Replicated): Promise<void> {
  const [row] = await Session.with(primary, "postgres", SUPERUSER, (session) =>
    session.query("SELECT pg_current_wal_lsn()::text AS position"),
  );
  await Session.with(standby, "postgres", SUPERUSER, async (session) => {
    const there = "SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS there";
    while ((await session.query(there, [row?.position]))[0]?.there !== true) await sleep(50);
  });
}

/** The statements of Vault's roles, as it runs them. */
const forLogin = (name: string, statements: readonly string[]) =>
  statements.map((statement) =>
    statement
      .replaceAll("{{name}}", name)
      .replaceAll("{{password}}", "not a secret")
      .replaceAll("{{expiration}}", "2100-01-01"),
  );

const read = (session: Session) =>
  session.query("SELECT * FROM orders").then(
    () => "reads on",
    (error: Error) => error.message,
  );

const ENDS_THEM =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usesysid IS NOT NULL AND usename IS NULL";

/** What sessions on a standby read when their leases were revoked on the primary. */
async function sessionsOfRevoked(replicated: Replicated): Promise<Record<string, string>> {
  const roles = { itself: false, grouped: false, acting: true };
  await asSuperuser(replicated, [
    "CREATE ROLE app_owner",
    "CREATE ROLE readers",
    "CREATE TABLE orders AS SELECT 1 AS id",
    "GRANT SELECT ON orders TO readers",
    ...Object.entries(roles).flatMap(([name, actsAsGroup]) =>
      forLogin(name, creationStatements({ group: "readers", actsAsGroup })),
    ),
  ]);
  await followed(replicated);
  const sessions = await Promise.all(
    Object.keys(roles).map((user) => Session.open(replicated.standby, "postgres", { user, password: "" })),
  );
  const said = await sessions[1]!.query("SET ROLE readers").then(
    () => "allowed",
    (error: Error) => error.message,
  );
  for (const session of sessions) expect(await read(session)).toBe("reads on");
  for (const name of Object.keys(roles))
    for (const statement of forLogin(name, revocationStatements("app_owner")))
      // Each is a transaction of its own here.
      if (statement !== "COMMIT AND CHAIN") await asSuperuser(replicated, [statement]);
  await followed(replicated);
  const [itself, grouped, acting] = await Promise.all(sessions.map(read));
  await Session.with(replicated.standby, "postgres", SUPERUSER, (session) => session.query(ENDS_THEM));
  for (const session of sessions) expect(await session.isOpen()).toBe(false);
  return { itself: String(itself), "SET ROLE": said, grouped: String(grouped), acting: String(acting) };
}

const REFUSED = "permission denied for table orders";

test.each([
  [15, { "SET ROLE": "allowed", grouped: "reads on" }],
  [18, { "SET ROLE": 'permission denied to set role "readers"', grouped: REFUSED }],
] as const)(
  "on a standby of PostgreSQL %i, a revoked lease that acts as itself reads no more, and one that acts as its group until somebody ends it",
  async (version, ofVersion) => {
    await withWorkspace(async (workspace) => {
      const replicated = await startReplicated(workspace, version);
      const expected = { itself: REFUSED, acting: "reads on", ...ofVersion };
      expect(await sessionsOfRevoked(replicated)).toEqual(expected);
    });
  },
  120_000,
);
