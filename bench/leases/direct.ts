import type { Session } from "../../clients/postgres-session";
import type { DirectTimings, Step } from "../results";
import { medianOf, timesOf } from "../timing";
import type { LeaseBench } from "./lease-bench";
import type { Variant } from "./variants";

/** Statements that Vault would run, without Vault: on one connection, as its account. */
export async function directTimings(
  bench: LeaseBench,
  variant: Variant,
  times: number,
): Promise<DirectTimings | undefined> {
  const { creation_statements: creation, revocation_statements: revocation } =
    await bench.statementsOf(variant);
  // Vault's own, which are no statements of a role.
  if (!creation || !revocation?.length) return undefined;
  const { role } = variant;
  const fill = await filling(bench, role);
  return bench.asAccount(variant, async (session) => {
    const run = (list: readonly string[]) => (index: number) => inTransaction(session, list.map(fill(index)));
    const issued = await timesOf(times, run(creation));
    const revoked = await timesOf(times, run(revocation));
    return { issue: medianOf(issued), revoke: medianOf(revoked) };
  });
}

/** What no way does without: one statement to make a role and one to drop it, of a superuser, who becomes no member. */
export function bareTimings(bench: LeaseBench, { role }: Variant, times: number): Promise<DirectTimings> {
  return bench.asSuperuser(role, async (session) => {
    const fill = await filling(bench, role);
    const run = (statement: string) => (index: number) => session.query(fill(index)(statement));
    const made = await timesOf(
      times,
      run(`CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`),
    );
    const dropped = await timesOf(times, run('DROP ROLE "{{name}}"'));
    return { issue: medianOf(made), revoke: medianOf(dropped) };
  });
}

/** What a revocation by statements does, step by step. */
const STEPS: readonly (readonly [what: string, statement: string])[] = [
  ["begin", "BEGIN"],
  ["close its login", 'ALTER ROLE "{{name}}" NOLOGIN'],
  ["commit: from here nobody comes in", "COMMIT AND CHAIN"],
  ["become its member", 'GRANT "{{name}}" TO CURRENT_USER'],
  ["look for sessions that are just starting", "SELECT pid FROM pg_locks WHERE locktype = 'virtualxid'"],
  ["end its sessions", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{{name}}'"],
  [
    "whether it owns something",
    "SELECT FROM pg_shdepend WHERE deptype = 'o' AND refobjid = '\"{{name}}\"'::regrole",
  ],
  ["take back what it was granted", 'DROP OWNED BY "{{name}}"'],
  ["drop the role", 'DROP ROLE "{{name}}"'],
  ["commit", "COMMIT"],
];

/** Where the time of a revocation goes. */
export async function revocationSteps(bench: LeaseBench, variant: Variant, times: number): Promise<Step[]> {
  const { creation_statements: creation = [] } = await bench.statementsOf(variant);
  const fill = await filling(bench, variant.role);
  const taken = STEPS.map((): number[] => []);
  await bench.asAccount(variant, async (session) => {
    for (let index = 0; index < times; index++) {
      await inTransaction(session, creation.map(fill(index)));
      for (const [step, [, statement]] of STEPS.entries())
        taken[step]!.push(...(await timesOf(1, () => session.query(fill(index)(statement)))));
    }
  });
  return STEPS.map(([what], step) => ({ what, ms: medianOf(taken[step]!) }));
}

async function inTransaction(session: Session, statements: readonly string[]): Promise<void> {
  for (const statement of ["BEGIN", ...statements, "COMMIT"]) await session.query(statement);
}

/** Puts into a statement what Vault puts there, of the lease with a number. */
async function filling(bench: LeaseBench, role: string) {
  const verifier = await bench.asSuperuser(role, async (session) => {
    await session.query("CREATE ROLE bench_verifier PASSWORD 'bench'");
    const [row] = await session.query("SELECT rolpassword FROM pg_authid WHERE rolname = 'bench_verifier'");
    await session.query("DROP ROLE bench_verifier");
    return String(row?.rolpassword);
  });
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  return (index: number) => {
    const random = String(index).padStart(20, "0");
    const name = `v-${role}-${random}-1700000000`;
    return (statement: string) =>
      statement
        .replaceAll(/\{\{(user)?name\}\}/g, name)
        .replaceAll("{{password}}", verifier)
        .replaceAll("{{expiration}}", expiration);
  };
}
