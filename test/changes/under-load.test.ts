import { setTimeout as sleep } from "node:timers/promises";
import { Privileges, type TablePrivilege } from "../../constructs";
import { Leases } from "../../contract/leases";
import { LoadClient } from "../../rehearsal/change/load-client";
import { loadStatement } from "../../rehearsal/change/load-statement";
import { prepareStackOn, type PreparedStack } from "../../rehearsal/prepared-stack";
import { ThrowawayServers } from "../../rehearsal/servers/throwaway-servers";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { synthesizeStack } from "../synthesize";
import { shop } from "./shop";

const CLIENTS = 8;
const QUERIES_PER_SECOND = 50;
/** How long each role is under load, and when the change begins. */
const SECONDS = 20;
const BEFORE_THE_CHANGE_MS = 5_000;

/** Three roles, one of which has a privilege set of its own. */
const withReports = (...tables: TablePrivilege[]) => {
  const reports = { privileges: Privileges.of({ name: "reports", tables: { "*": tables } }) };
  const readonly = { privileges: Privileges.readOnly() };
  const readwrite = { privileges: Privileges.readWrite() };
  return synthesizeStack(shop({ roles: { readonly, readwrite, reports } }));
};

/** Clients of one lease of a role. */
async function clientsOf({ servers, stack }: PreparedStack, name: string): Promise<LoadClient[]> {
  const [database] = stack.access.databases;
  const role = stack.access.roles.find((each) => each.name === name)!;
  const { user, password } = await new Leases(servers.vault.client).issue(role.path);
  const start = () =>
    LoadClient.start({
      server: servers.serverOf(database!),
      database: database!.name,
      login: { user, password },
      statement: loadStatement(database!, role.group),
      everyMs: 1000 / QUERIES_PER_SECOND,
    });
  return Promise.all(Array.from({ length: CLIENTS }, start));
}

const sumOf = (clients: readonly LoadClient[], count: "answered" | "refused" | "failed") =>
  clients.reduce((sum, client) => sum + client[count], 0);

test.each([15, 18] as const)(
  "a change of one role, whose leases lose a privilege, costs no client of two others a query, on PostgreSQL %i",
  async (postgres) => {
    const [before, after] = [withReports("SELECT", "INSERT"), withReports("SELECT")];
    await withWorkspace(async (workspace) => {
      const props = { postgres, env: process.env, notify: () => undefined };
      const shared = await ThrowawayServers.start([before.access, after.access], workspace, props);
      const was = await prepareStackOn(shared, before, workspace, {});
      await was.deploy();
      const next = await prepareStackOn(shared, after, workspace, { before: was });
      const [reports, ...others] = await Promise.all(
        ["reports", "readonly", "readwrite"].map((name) => clientsOf(was, name)),
      );
      const start = performance.now();

      await sleep(BEFORE_THE_CHANGE_MS);
      const { changes } = await next.deploy();
      // A slow machine takes longer over the same load.
      const asked = CLIENTS * QUERIES_PER_SECOND * SECONDS;
      const isEnough = () =>
        performance.now() - start >= SECONDS * 1000 &&
        others.every((clients) => sumOf(clients, "answered") >= asked);
      const isBroken = () => others.flat().some(({ hasEnded }) => hasEnded);
      while (!isEnough() && !isBroken()) await sleep(100);

      const noticed = others.map((clients) => ({
        refused: sumOf(clients, "refused"),
        failed: sumOf(clients, "failed"),
        ended: clients.filter(({ hasEnded }) => hasEnded).length,
      }));
      expect(noticed).toEqual(others.map(() => ({ refused: 0, failed: 0, ended: 0 })));
      expect(changes).not.toEqual([]);
      expect(sumOf(reports!, "refused")).toBeGreaterThan(0);
      await Promise.all([reports!, ...others].flat().map((client) => client.stop()));
      await Promise.all([was, next].map((each) => each.close()));
    });
  },
  90_000,
);
