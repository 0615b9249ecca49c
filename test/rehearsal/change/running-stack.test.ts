import { setTimeout as sleep } from "node:timers/promises";
import { accessChange } from "../../../constructs/access/access-change";
import { Session } from "../../../clients/postgres-session";
import { ABILITIES } from "../../../contract/abilities";
import type { Deployment } from "../../../contract/deployment";
import { run } from "../../../contract/run";
import { changeChecks } from "../../../rehearsal/change/change-checks";
import type { CredentialInUse } from "../../../rehearsal/change/credential-in-use";
import { loadTables } from "../../../rehearsal/change/load-statement";
import { RunningStack } from "../../../rehearsal/change/running-stack";
import { whatBecame } from "../../../rehearsal/change/what-became";
import { synthesizeEnvironment } from "../../synthesize";
import { withDeployed } from "../deploy-stack";
import { failuresOf, passedOf } from "../rehearse-stack";

const dev = synthesizeEnvironment("dev");

/** Does something to a stack that is in use, and looks what its users notice. */
async function meanwhile<Result>(
  deployment: Deployment,
  action: (running: RunningStack) => Promise<void>,
  look: (running: RunningStack, checks: Awaited<ReturnType<typeof run>>) => Result | Promise<Result>,
  next = deployment.access,
): Promise<Result> {
  const { access, vault } = deployment;
  const running = await RunningStack.start({ deployment, change: accessChange(access, next), next });
  try {
    await action(running);
    await sleep(500);
    const checks = changeChecks(running, vault);
    const results = await run([{ name: "change", groups: [{ checks }] }], { abilities: new Set(ABILITIES) });
    return await look(running, results);
  } finally {
    await running.stop();
  }
}

const usedBy = ({ credentials }: RunningStack, path: string, reader?: string): CredentialInUse =>
  credentials.find(({ props }) => props.role.path.endsWith(path) && props.reader?.login.method === reader)!;

const asSuperuser = (deployment: Deployment, sql: string, values: unknown[] = []) => {
  const [appdb] = deployment.access.databases;
  const server = deployment.serverOf(appdb!);
  return Session.with(server, appdb!.name, server.superuser, (session) => session.query(sql, values));
};

test("whoever uses a stack notices whatever is taken away, and nothing else", async () => {
  await withDeployed(dev, 18, async (deployment) => {
    const failures = (action: (running: RunningStack) => Promise<void>) =>
      meanwhile(deployment, action, (_, checks) => failuresOf({ checks }));

    // Nothing happens.
    await meanwhile(
      deployment,
      () => sleep(1500),
      async (running, checks) => {
        expect(failuresOf({ checks })).toEqual([]);
        expect(passedOf({ checks })).toHaveLength(4 + 4 * 4);
        const { credentials, workloads } = await whatBecame(running, deployment.vault);
        const clients = credentials.map(({ sessions }) => sessions.open);
        expect(clients).toEqual([2, 2, 2, 2]);
        expect(workloads.map(({ hasToken }) => hasToken)).toEqual([true, true]);
        const perSecond = credentials.reduce((sum, { queries }) => sum + queries.answered, 0) / 2;
        expect(perSecond).toBeGreaterThan(50);
      },
    );
    const left = await Promise.all(
      loadTables(deployment.access.databases[0]!).map((table) =>
        asSuperuser(deployment, `SELECT FROM ${table} WHERE note LIKE '%changed%'`),
      ),
    );
    expect(left.flat()).toEqual([]);

    // A session ends, in the middle of a query or not.
    const [session] = await failures(async (running) => {
      const { login } = usedBy(running, "app-readonly").props;
      const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 LIMIT 1";
      await asSuperuser(deployment, end, [login.user]);
    });
    expect(session).toBe("app-readonly: sessions-go-on: 1 of 2 sessions ended");

    // A privilege is taken.
    const [refused = "", ...others] = await failures(async () => {
      await asSuperuser(deployment, "REVOKE SELECT ON contract_before FROM appdb_read_only");
      await sleep(300);
      await asSuperuser(deployment, "GRANT SELECT ON contract_before TO appdb_read_only");
    });
    expect([refused.replace(/\d+/g, "n"), others]).toEqual([
      "app-readonly: queries-go-on: n of n queries failed: permission denied for table contract_before",
      [],
    ]);

    // A lease is revoked.
    const revoked = await failures(async (running) => {
      const lease_id = usedBy(running, "app-readwrite", "approle").props.lease?.id;
      await deployment.vault.request("POST", "sys/leases/revoke", { lease_id, sync: true });
    });
    expect(revoked.filter((line) => !line.includes("queries-go-on"))).toEqual([
      "app-readwrite: sessions-go-on (myapp (approle at approle)): 2 of 2 sessions ended",
      "app-readwrite: lease-goes-on (myapp (approle at approle)): POST sys/leases/renew: 400 lease not found",
      expect.stringMatching(
        /^app-readwrite: logs-in-again \(myapp .*: password authentication failed for user/,
      ),
    ]);

    // A token is revoked, and with it what it got.
    const ended = await failures(async (running) => {
      await running.workloads[0]?.vault.request("POST", "auth/token/revoke-self");
    });
    const ids = ended.map((line) => line.split(":").slice(0, 2).join(":"));
    expect(ids.filter((id) => !id.includes("queries-go-on"))).toEqual([
      "myapp (approle): token-goes-on",
      "myapp (approle): goes-on-reading",
      "app-readwrite: sessions-go-on (myapp (approle at approle))",
      "app-readwrite: lease-goes-on (myapp (approle at approle))",
      "app-readwrite: logs-in-again (myapp (approle at approle))",
    ]);

    // A role goes whose leases nobody can revoke any more.
    const roles = deployment.access.roles.filter(({ name }) => name !== "app-migrator");
    const next = { ...deployment.access, roles };
    await meanwhile(
      deployment,
      async () => undefined,
      (_, checks) => {
        expect(failuresOf({ checks })).toEqual([]);
        expect(passedOf({ checks })).toContain("app-migrator: lease-can-be-ended");
      },
      next,
    );
    await meanwhile(
      deployment,
      async () => void (await deployment.vault.request("DELETE", "database/config/appdb")),
      (_, checks) =>
        expect(failuresOf({ checks })).toContainEqual(
          expect.stringMatching(
            /^app-migrator: lease-can-be-ended: POST sys\/leases\/revoke: \d+ .*failed to find entry for connection/,
          ),
        ),
      next,
    );
  });
}, 120_000);
