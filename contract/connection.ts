import type { AccessManifest, ConnectionDescription } from "../constructs";
import { type Recorder, Violation } from "./check";
import type { Deployment } from "./deployment";
import type { Probes } from "./probes";
import { isLoginRefused } from "./session";

/** Vault's account and its password, the roles a connection takes, and who else gets into the database. */
export async function checkConnection(
  recorder: Recorder,
  deployment: Deployment,
  probes: Probes,
  connection: ConnectionDescription,
): Promise<void> {
  const { vault, bootstrapPasswords } = deployment;
  const { database } = probes;
  const subject = `${connection.engine}/${connection.name}`;
  const check = (id: string, attempt: () => Promise<string>) => recorder.check(subject, id, attempt);
  const bootstrap = bootstrapPasswords.get(connection.name);
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
    const text = JSON.stringify(data);
    if (bootstrap && text.includes(bootstrap))
      throw new Violation("Vault shows the password to who may read the configuration");
    if (/:\/\/[^"{]+:[^"{]+@/.test(text)) throw new Violation("the connection URL holds a password");
    return "the connection URL is a template, and no password is shown";
  });
  await check("only-described-roles", () => checkAllowedRoles(deployment, connection));
  await check("account-is-no-superuser", () => checkAccount(probes));
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

async function checkAccount(probes: Probes): Promise<string> {
  const { account } = probes.database;
  const attributes = "rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls";
  const sql = `SELECT ${attributes} FROM pg_catalog.pg_roles WHERE rolname = $1`;
  const [row] = await probes.asSuperuser((session) => session.query(sql, [account]));
  if (!row) throw new Violation(`there is no account ${account}`);
  const set = Object.keys(row).filter((attribute) => row[attribute]);
  if (set.length) throw new Violation(`Vault's account ${account} has ${set.join(", ")}`);
  return `${account} has none of ${attributes}`;
}

/** Who has a login on the server but nothing to do with a database can't enter it. */
export async function checkOutsider(recorder: Recorder, probes: Probes): Promise<void> {
  const { database, server } = probes;
  await recorder.check(database.name, "outsider-refused", async () => {
    const outsider = { user: probes.outsider, password: "not a secret" };
    await probes.asSuperuser((session) =>
      session.query(`CREATE ROLE "${outsider.user}" LOGIN PASSWORD '${outsider.password}'`),
    );
    if (!(await isLoginRefused(server, database.name, outsider)))
      throw new Violation("PUBLIC can connect: every login on the server gets in");
    return "CONNECT is taken from PUBLIC";
  });
  await recorder.check(database.name, "only-accounts-log-in", async () => {
    const sql = "SELECT rolname AS name FROM pg_catalog.pg_roles WHERE rolcanlogin AND rolname = ANY ($1)";
    const roles = [
      ...new Set([database.owner, database.issuer, ...database.groups.map((group) => group.role)]),
    ];
    const rows = await probes.asSuperuser((session) => session.query(sql, [roles]));
    if (rows.length) throw new Violation(`${rows.map((row) => row.name).join(", ")} can log in`);
    return `${roles.join(", ")}: NOLOGIN`;
  });
}

/** Accounts for emergencies are closed. */
export async function checkBreakGlass(
  recorder: Recorder,
  access: AccessManifest,
  probes: readonly Probes[],
): Promise<void> {
  for (const { role, database } of access.breakGlass) {
    const probe = probes.find((each) => each.database.name === database);
    if (!probe) continue;
    await recorder.check(role, "closed-until-opened", async () => {
      const sql =
        "SELECT rolcanlogin AS login, rolpassword IS NOT NULL AS password FROM pg_catalog.pg_authid WHERE rolname = $1";
      const [row] = await probe.asSuperuser((session) => session.query(sql, [role]));
      if (!row) throw new Violation("it isn't there");
      if (row.login || row.password) throw new Violation(row.login ? "it can log in" : "it has a password");
      return "NOLOGIN, and without a password";
    });
  }
}
