import { measureClients, measureLive, measureTables } from "../../bench/leases/measure";
import { machine } from "../../bench/machine";
import type { Results } from "../../bench/results";
import type { Size } from "../../bench/size";
import { measureSynthesis } from "../../bench/synthesis/measure";
import { renderPerformance } from "../../docs/generator/performance";
import { rehearsal, servers, startUp } from "../../docs/performance.json";

const SMALLEST: Size = {
  postgres: [18],
  tables: [1, 2],
  live: [0, 2],
  liveByStatements: [0, 2],
  clients: [1, 2],
  databases: [1],
  times: 2,
};

jest.setTimeout(300_000);

test("the bench measures everything, in its smallest size, and its page says so", async () => {
  const results: Results = {
    runs: { live: { quick: true, load: 0 } },
    machine: machine(),
    servers,
    rehearsal,
    startUp,
    ...(await measureTables(SMALLEST)),
    ...(await measureLive(SMALLEST)),
    ...(await measureClients(SMALLEST)),
    ...measureSynthesis(SMALLEST),
  };

  expect(results.tables.map(({ way, at }) => `${way}, ${at}`)).toEqual([
    "statements, 1",
    "functions, 1",
    "grants to each leased role, 1",
    "statements, 2",
    "functions, 2",
    "grants to each leased role, 2",
  ]);
  expect(results.prefix.map(({ way, live, left }) => ({ way, live, left }))).toEqual([
    { way: "statements", live: 2, left: { leases: 0, roles: 0 } },
    { way: "functions", live: 2, left: { leases: 0, roles: 0 } },
  ]);
  expect(
    results.clients.map(({ way, clients, issue, revoke }) => [way, clients, issue.failures, revoke.failures]),
  ).toEqual(
    SMALLEST.clients.flatMap((clients) =>
      ["statements", "functions", "one statement", "functions, 4 databases"].map((way) => [
        way,
        clients,
        0,
        0,
      ]),
    ),
  );
  for (const { http } of [...results.tables, ...results.live]) expect(http.revoke.p50).toBeGreaterThan(0);
  const pages = new Map(renderPerformance(results));
  expect([...pages.keys()]).toEqual([
    "performance.md",
    ...["tables", "live", "clients", "synthesis"].map((name) => `performance/${name}.svg`),
  ]);
  expect(pages.get("performance.md")).toContain("| PostgreSQL 18");
  for (const [name, text] of pages)
    expect([name, text]).toEqual([name, expect.not.stringMatching(/NaN|undefined/)]);
});
