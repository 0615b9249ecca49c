import type { Session } from "../../clients/postgres-session";
import { difference } from "../../contract/difference";
import { catalogsIn } from "../../contract/postgres/catalogs";
import { inventoryOf } from "../../contract/postgres/inventory";
import { POSTGRES_VERSIONS } from "../../rehearsal/servers/postgres-binaries";
import { asSuperuser } from "../rehearsal/attack";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeEnvironment } from "../synthesize";
import { CATALOG_MUTATIONS } from "./mutations/catalogs";

const dev = synthesizeEnvironment("dev");

const wholeInventory = async (session: Session) => [
  ...(await inventoryOf(session, true)),
  ...(await inventoryOf(session, false)),
];

/** What an edit adds to the inventory. It is taken back. */
async function toldOf(
  session: Session,
  statements: readonly string[],
  before: readonly string[],
): Promise<string[]> {
  await session.query("BEGIN");
  try {
    for (const statement of statements) await session.query(statement);
    return difference(before, await wholeInventory(session))
      .filter((line) => line.startsWith("unexpected: "))
      .map((line) => line.slice("unexpected: ".length))
      .sort();
  } catch (error) {
    return [(error as Error).message];
  } finally {
    await session.query("ROLLBACK");
    await session.query("RESET search_path");
  }
}

test.concurrent.each([...POSTGRES_VERSIONS])(
  "on PostgreSQL %i, whatever somebody makes or grants in any catalog is told, and nothing else",
  async (version) => {
    await withDeployed(dev, version, (deployment) =>
      asSuperuser(deployment, async (session) => {
        const catalogs = (await catalogsIn(session)).filter(({ address }) => address);
        await session.query("RESET search_path");
        const before = await wholeInventory(session);
        await session.query("RESET search_path");
        const seen = [];
        for (const [catalog, statements] of CATALOG_MUTATIONS)
          seen.push([catalog, statements, await toldOf(session, [statements].flat(), before)]);
        expect(seen).toEqual(
          CATALOG_MUTATIONS.map(([catalog, statements, told]) => [catalog, statements, [...told].sort()]),
        );
        const tried = new Set(CATALOG_MUTATIONS.map(([catalog]) => catalog));
        expect(catalogs.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
      }),
    );
  },
);
