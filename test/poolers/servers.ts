import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Session } from "../../clients/postgres-session";
import type { VaultClient } from "../../clients/vault-client";
import {
  cacheDirectory,
  CertificateAuthority,
  findVault,
  type Postgres,
  startPostgres,
  startVault,
  type Vault,
  type Workspace,
} from "../../rehearsal/servers";

/** No single quote: it would end the string in the statement by which Vault sets a password. */
const PASSWORD_POLICY = `
  length = 24
  rule "charset" { charset = "abcdefghijklmnopqrstuvwxyz" }
  rule "charset" {
    charset   = "@:/%#\\"\\\\$ "
    min-chars = 8
  }
`;

/** A PostgreSQL with the database `appdb`, where everybody may write visits. */
export interface Database {
  readonly postgres: Postgres;
  /** The CA of its certificate, in PEM. */
  readonly ca: string;
}

/** With a Vault whose engine `database` is connected to it. */
export interface Servers extends Database {
  readonly vault: Vault;
  readonly binary: string;
}

export async function startDatabase(workspace: Workspace): Promise<Database> {
  const authority = await CertificateAuthority.create();
  const cache = cacheDirectory(process.env);
  const postgres = await startPostgres(workspace, { version: 18, authority, cache });
  await asSuperuser(postgres, ["CREATE DATABASE appdb"], "postgres");
  await asSuperuser(postgres, [
    "CREATE TABLE visits (id serial)",
    "GRANT INSERT, SELECT ON visits TO PUBLIC",
    "GRANT USAGE ON SEQUENCE visits_id_seq TO PUBLIC",
  ]);
  return { postgres, ca: authority.pem };
}

export async function startServers(workspace: Workspace): Promise<Servers> {
  const binary = await findVault(process.env, () => undefined);
  const caFile = join(workspace.directory, "ca.pem");
  const database = await startDatabase(workspace);
  writeFileSync(caFile, database.ca);
  const vault = await startVault(workspace, binary, caFile);
  await connect(vault, database.postgres);
  return { ...database, vault, binary };
}

async function connect({ client }: Vault, { port, superuser }: Postgres): Promise<void> {
  await client.request("PUT", "sys/policies/password/any-character", { policy: PASSWORD_POLICY });
  await client.request("POST", "sys/mounts/database", { type: "database" });
  await client.request("POST", "database/config/appdb", {
    plugin_name: "postgresql-database-plugin",
    connection_url: `postgresql://{{username}}:{{password}}@127.0.0.1:${port}/appdb`,
    username: superuser.user,
    password: superuser.password,
    password_policy: "any-character",
    allowed_roles: "*",
  });
}

/** Makes a static role, and so rotates the password of the login of its name. @param period in seconds */
export async function makeStaticRole(vault: VaultClient, name: string, period: number): Promise<void> {
  const role = { db_name: "appdb", username: name, rotation_period: period };
  await vault.request("POST", `database/static-roles/${name}`, role);
}

export function asSuperuser(
  postgres: Postgres,
  statements: readonly string[],
  database = "appdb",
): Promise<void> {
  return Session.with(postgres, database, postgres.superuser, async (session) => {
    for (const statement of statements) await session.query(statement);
  });
}
