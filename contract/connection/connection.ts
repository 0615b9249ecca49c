import type { AccessManifest, ConnectionDescription } from "../../constructs";
import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";
import { inOrder, isSameDatabase } from "../difference";
import { checkImpostors } from "./impostors";
import type { Probes } from "../postgres/probes";
import { isLoginRefused } from "../../clients/postgres-session";

/** Vault's account and its password, the roles a connection takes, and who else gets into the database. */
export async function checkConnection(
  recorder: Recorder,
  deployment: Deployment,
  all: readonly Probes[],
  connection: ConnectionDescription,
): Promise<void> {
  const { vault, bootstrapPasswords } = deployment;
  const subject = `${connection.engine}/${connection.name}`;
  const check = (id: string, attempt: () => Promise<string>) => recorder.check(subject, id, attempt);
  const probes = all.find(({ database }) => isSameDatabase(database, connection.database));
  if (!probes) {
    const message = `access.json describes no database "${connection.database.name}"`;
    await check("configuration-as-described", () => Promise.reject(new Violation(message)));
    return;
  }
  const { database } = probes;
  const bootstrap = bootstrapPasswords.get(subject);
  if (connection.rotated && bootstrap) {
    await check("bootstrap-password-refused", async () => {
      const login = { user: database.account, password: bootstrap };
      if (await isLoginRefused(probes.server, database.name, login)) return "only Vault knows the password";
      throw new Violation(
        `${database.account} still logs in with its first password: the root password was not rotated`,
      );
    });
  }
  await check("configuration-holds-no-password", async () => {
    const { data } = await vault.request("GET", `${connection.engine}/config/${connection.name}`);
    const details = (data?.connection_details ?? {}) as Record<string, unknown>;
    if (bootstrap && Object.values(details).includes(bootstrap))
      throw new Violation("Vault shows the password to who may read the configuration");
    if (/:\/\/[^{]+:[^{]+@/.test(String(details.connection_url)))
      throw new Violation("the connection URL holds a password");
    return "the connection URL is a template, and no password is shown";
  });
  if (!connection.imported)
    await check("configuration-as-described", () => checkConfiguration(deployment, probes, connection));
  await checkImpostors(recorder, deployment, connection);
  await check("only-described-roles", () => checkAllowedRoles(deployment, connection));
}

/** The roles it takes in full, whom Vault logs in as, and how it makes sure of the server. */
async function checkConfiguration(
  { vault, access }: Deployment,
  { database }: Probes,
  { engine, name, tls }: ConnectionDescription,
): Promise<string> {
  const { data = {} } = await vault.request("GET", `${engine}/config/${name}`);
  const details = data.connection_details as Record<string, unknown>;
  const roles = access.roles.filter((role) => role.engine === engine && role.connection === name);
  const [, sslMode = "its default"] = /[?&]sslmode=([\w-]+)/.exec(String(details.connection_url)) ?? [];
  const there = [inOrder(data.allowed_roles), String(details.username), sslMode];
  const expected = [inOrder(roles.map((role) => role.name)), database.account, tls];
  const wrong = ["allowed_roles", "username", "sslmode"].flatMap((setting, index) =>
    there[index] === expected[index] ? [] : [`${setting} is ${there[index]} instead of ${expected[index]}`],
  );
  if (wrong.length) throw new Violation(wrong.join("; "));
  return `as ${database.account}, sslmode ${sslMode}, for ${expected[0]}`;
}

/** A role that nobody described must not be able to use the connection. */
async function checkAllowedRoles(
  { vault }: Deployment,
  { engine, name }: ConnectionDescription,
): Promise<string> {
  const intruder = `${engine}/roles/contract-intruder-${name}`;
  await vault.request("POST", intruder, { db_name: name, creation_statements: ["SELECT 1"] });
  try {
    const issued = await vault.request("GET", intruder.replace("/roles/", "/creds/")).then(
      () => true,
      () => false,
    );
    if (issued)
      throw new Violation("a role that is not described can use the connection: allowed_roles is too wide");
    return "another role can't use it";
  } finally {
    await vault.request("DELETE", intruder);
  }
}

/** Accounts for emergencies are closed. */
export async function checkBreakGlass(
  recorder: Recorder,
  access: AccessManifest,
  probes: readonly Probes[],
): Promise<void> {
  for (const { role, database } of access.breakGlass) {
    const probe = probes.find((each) => isSameDatabase(each.database, database));
    await recorder.check(role, "closed-until-opened", async () => {
      if (!probe) throw new Violation(`access.json describes no database "${database.name}"`);
      const sql =
        "SELECT rolcanlogin AS login, rolpassword IS NOT NULL AS password FROM pg_catalog.pg_authid WHERE rolname = $1";
      const [row] = await probe.asSuperuser((session) => session.query(sql, [role]));
      if (!row) throw new Violation("it isn't there");
      if (row.login || row.password) throw new Violation(row.login ? "it can log in" : "it has a password");
      return "NOLOGIN, and without a password";
    });
  }
}
