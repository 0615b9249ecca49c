import { type Check, HARMS, type Harm } from "../../contract/check";
import { contractOf } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { inventoryOf } from "../../contract/postgres/inventory";
import { type Phase, run } from "../../contract/run";
import { asSuperuser } from "../rehearsal/attack";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeEnvironment } from "../synthesize";

const dev = synthesizeEnvironment("dev");

/** The part of a contract that does no more harm than this. */
function atMost(harm: Harm, phases: readonly Phase[]): Phase[] {
  const isFine = (check: Check) => HARMS.indexOf(check.harm) <= HARMS.indexOf(harm);
  return phases.map(({ name, groups }) => ({
    name,
    groups: groups.map((group) => ({ ...group, checks: group.checks.filter(isFine) })),
  }));
}

/** Tries that part. @returns the ids of what passed, and a line for everything else */
async function tryAtMost(harm: Harm, deployment: Deployment): Promise<{ passed: string[]; other: string[] }> {
  const results = await run(atMost(harm, contractOf(deployment)), deployment);
  return {
    passed: [...new Set(results.filter(({ ok }) => ok).map(({ id }) => id))].sort(),
    other: results.filter(({ ok }) => !ok).map(({ id, detail }) => `${id}: ${detail}`),
  };
}

/** The next number that PostgreSQL gives to a transaction that writes, and a digest of every table of each database. */
async function rowsOf(deployment: Deployment): Promise<string[]> {
  const databases = await asSuperuser(deployment, (session) =>
    session.query("SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1"),
  );
  const lines: string[] = [];
  for (const { datname } of databases) {
    await asSuperuser(
      deployment,
      async (session) => {
        const [next] = await session.query("SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid");
        lines.push(`next transaction: ${next?.xid}`);
        // Statistics are gathered now and then, whatever anybody does.
        const tables = await session.query(
          "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relname !~ '^pg_statistic' ORDER BY 1",
        );
        for (const { name } of tables) {
          const sql = `SELECT count(*) || ' ' || coalesce(md5(string_agg(xmin::text || ctid, ',' ORDER BY ctid)), '') AS digest FROM ${name}`;
          const [row] = await session.query(sql);
          lines.push(`${datname} ${name}: ${row?.digest}`);
        }
      },
      String(datname),
    );
  }
  return lines;
}

/** What a Vault holds: its mounts, roles, policies and leases. */
async function contentsOf({ vault }: Deployment): Promise<object> {
  const get = async (path: string) => (await vault.request("GET", path)).data;
  const list = (path: string) =>
    vault.request("LIST", path).then(
      ({ data }) => data,
      (error: Error) => error.message,
    );
  return {
    mounts: await get("sys/mounts"),
    methods: await get("sys/auth"),
    devices: await get("sys/audit"),
    policies: await list("sys/policies/acl"),
    connections: await list("database/config"),
    roles: await list("database/roles"),
    loginRoles: [await list("auth/approle/role"), await list("auth/kubernetes/role")],
    secretIds: await list("auth/approle/role/myapp/secret-id"),
    leases: await list("sys/leases/lookup/database/creds"),
    tokens: ((await list("auth/token/accessors")) as { keys: string[] }).keys.length,
  };
}

/** The kinds of requests in an audit log. */
function operationsIn(log: string): string[] {
  const entries = log.trim().split("\n");
  const operations = entries.map((line) => (JSON.parse(line) as { request: { operation: string } }).request);
  return [...new Set(operations.map(({ operation }) => operation))].sort();
}

test("checks that do no harm change nothing on either server, and those that issue leases leave nothing else", async () => {
  await withDeployed(dev, 18, async (deployment) => {
    const [rows, contents] = [await rowsOf(deployment), await contentsOf(deployment)];
    const { length } = await deployment.auditLog("file");
    const harmless = await tryAtMost("nothing", deployment);
    expect(operationsIn((await deployment.auditLog("file")).slice(length))).toEqual(["list", "read"]);
    expect(await rowsOf(deployment)).toEqual(rows);
    expect(await contentsOf(deployment)).toEqual(contents);
    expect(harmless).toEqual({
      passed: [
        "audit-devices-as-described",
        "bootstrap-password-refused",
        "clusters-asked-as-described",
        "configuration-as-described",
        "holds-only-what-is-described",
        "holds-rate-limit",
        "login-role-as-described",
        "mounts-as-described",
        "operator-policies-as-described",
        "others-are-refused",
        "policy-as-described",
        "rate-limit-as-described",
        "role-configuration-as-described",
        "vault-holds-only-what-is-described",
      ],
      other: [],
    });

    const inventory = () =>
      asSuperuser(deployment, async (session) => [
        ...(await inventoryOf(session, true)),
        ...(await inventoryOf(session, false)),
      ]);
    const before = await inventory();
    const issuing = await tryAtMost("issues a lease", deployment);
    expect(issuing.other).toEqual([]);
    expect(issuing.passed).toEqual(
      expect.arrayContaining([...harmless.passed, "lease-issued", "login", "may-use-credential", "token"]),
    );
    await deployment.vault.request("PUT", "sys/leases/revoke-prefix/database/creds", { sync: true });
    expect(await inventory()).toEqual(before);
    expect(await contentsOf(deployment)).toMatchObject({
      ...contents,
      secretIds: expect.anything(),
      tokens: expect.any(Number),
    });
  });
});
