import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import type { DirectTimings, LeasePoint, Results } from "../results";
import { medianOf, timingOf } from "../timing";
import type { Size } from "../size";
import { bareTimings, directTimings, revocationSteps } from "./direct";
import { LeaseBench, type LeaseTimes } from "./lease-bench";
import { FOUR_DATABASES, FUNCTIONS, GRANTS, LEAST, STATEMENTS, type Variant, VARIANTS } from "./variants";

/** On which everything is measured; on others what has to be flat is. */
const MAIN: PostgresVersion = 18;

const variantsOn = (postgres: PostgresVersion) => (postgres === MAIN ? VARIANTS : [FUNCTIONS]);

export async function measureTables({ postgres, tables, times }: Size): Promise<Pick<Results, "tables">> {
  const measured: LeasePoint[] = [];
  for (const version of postgres) {
    const variants = variantsOn(version);
    await LeaseBench.run(version, variants, async (bench) => {
      for (const at of tables)
        for (const variant of variants) {
          await bench.withTables(variant, at);
          measured.push(await pointOf(bench, { variant, at, times }));
        }
    });
  }
  return { tables: measured };
}

export async function measureLive({
  postgres,
  live,
  liveByStatements,
  times,
}: Size): Promise<Pick<Results, "live" | "prefix">> {
  const measured: LeasePoint[] = [];
  const prefix: Results["prefix"][number][] = [];
  for (const version of postgres) {
    // One after another, each without the leases of the others.
    const variants = variantsOn(version).filter((variant) => variant !== GRANTS);
    await LeaseBench.run(version, variants, async (bench) => {
      for (const variant of variants) {
        for (const at of variant === FUNCTIONS ? live : liveByStatements) {
          await bench.withLive(variant, at);
          measured.push(await pointOf(bench, { variant, at, times }));
        }
        prefix.push({ postgres: bench.postgres, way: variant.name, ...(await bench.revokeAll(variant)) });
      }
    });
  }
  return { live: measured, prefix };
}

export function measureClients({ clients, times }: Size): Promise<Pick<Results, "clients" | "steps">> {
  const loads = [[STATEMENTS], [FUNCTIONS], [LEAST], FOUR_DATABASES];
  return LeaseBench.run(MAIN, loads.flat(), async (bench) => {
    const measured: Results["clients"][number][] = [];
    for (const count of clients)
      for (const variants of loads) {
        const load = await bench.load(variants, count, Math.max(5 * times, 10 * count));
        const databases = variants.length > 1 ? `, ${variants.length} databases` : "";
        measured.push({ way: `${variants[0]!.name}${databases}`, clients: count, ...load });
      }
    return { clients: measured, steps: await revocationSteps(bench, STATEMENTS, times) };
  });
}

interface Point {
  readonly variant: Variant;
  readonly at: number;
  readonly times: number;
}

/** How often in a row one of them is measured: the machine is slower now and then, and both are then. */
const IN_A_ROW = 10;

async function pointOf(bench: LeaseBench, { variant, at, times }: Point): Promise<LeasePoint> {
  // The first ones are slower: nothing has been planned or cached.
  await bench.timings(variant, 3);
  const all = variant === GRANTS ? Math.ceil(times / 5) : times;
  const rounds: { readonly http: LeaseTimes; readonly bare: DirectTimings }[] = [];
  for (let done = 0; done < all; done += IN_A_ROW) {
    const inARow = Math.min(IN_A_ROW, all - done);
    rounds.push({
      http: await bench.timings(variant, inARow),
      bare: await bareTimings(bench, variant, inARow),
    });
  }
  const timing = (act: keyof LeaseTimes) => timingOf(rounds.flatMap(({ http }) => http[act]));
  const bare = (act: keyof DirectTimings) => medianOf(rounds.map((each) => each.bare[act]));
  return {
    postgres: bench.postgres,
    way: variant.name,
    at,
    http: { issue: timing("issue"), renew: timing("renew"), revoke: timing("revoke") },
    direct: await directTimings(bench, variant, times),
    bare: { issue: bare("issue"), revoke: bare("revoke") },
  };
}
