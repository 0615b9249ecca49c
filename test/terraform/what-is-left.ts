import { Session } from "../../clients/postgres-session";
import type { VaultClient } from "../../clients/vault-client";
import type { Postgres as Server } from "../../rehearsal/servers/postgres";
import type { PreparedStack } from "../../rehearsal/prepared-stack";

/** What is the same in every database of a server. */
const CLUSTER: Record<string, string> = {
  roles: `SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
    rolconnlimit, rolvaliduntil, rolpassword IS NOT NULL AS password, setconfig
    FROM pg_authid LEFT JOIN pg_db_role_setting ON setrole = pg_authid.oid WHERE rolname !~ '^pg_' ORDER BY 1`,
  memberships: `SELECT roleid::regrole::text AS role, member::regrole::text, to_jsonb(m) - 'oid' - 'roleid' - 'member' - 'grantor' AS options
    FROM pg_auth_members m WHERE member::regrole::text !~ '^pg_' ORDER BY 1, 2, 3`,
  databases: `SELECT datname, datallowconn, datdba::regrole::text AS owner, datacl::text[] AS acl FROM pg_database ORDER BY 1`,
};

/** Names and access lists of what is in a database. */
const DATABASE: Record<string, string> = {
  schemas: `SELECT nspname, nspowner::regrole::text AS owner, nspacl::text[] AS acl FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1`,
  defaults: `SELECT defaclrole::regrole::text AS owner, defaclnamespace::regnamespace::text AS schema, defaclobjtype AS type,
    defaclacl::text[] AS acl FROM pg_default_acl ORDER BY 1, 2, 3`,
  relations: `SELECT oid::regclass::text AS relation, relowner::regrole::text AS owner, relacl::text[] AS acl FROM pg_class
    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1`,
  columns: `SELECT attrelid::regclass::text AS relation, attname, attacl::text[] AS acl FROM pg_attribute
    WHERE attacl IS NOT NULL AND attrelid >= 16384 ORDER BY 1, 2`,
};

/** What an applied stack leaves in Vault and in the catalogs, without what differs from server to server. */
export async function whatIsLeft({ servers }: PreparedStack): Promise<object> {
  const left: Record<string, unknown> = { vault: await inVault(servers.vault.client) };
  for (const endpoint of servers.endpoints.all) {
    const { superuser } = servers.at(endpoint);
    const query = (database: string, queries: Record<string, string>) =>
      Session.with(servers.at(endpoint), database, superuser, async (session) => {
        const rows: Record<string, unknown> = {};
        for (const [name, sql] of Object.entries(queries))
          rows[name] = (await session.query(sql)).map(inOrder);
        return rows;
      });
    left[endpoint] = await query("postgres", CLUSTER);
    for (const name of await databasesAt(servers.at(endpoint)))
      left[`${endpoint}/${name}`] = await query(name, DATABASE);
  }
  return JSON.parse(
    JSON.stringify(left)
      .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1")
      .replace(/-----BEGIN[^"]*/g, "PEM")
      .replace(/rehearsal-deployer-\w+/g, "rehearsal-deployer")
      .replace(/\/[^"]*\/vault-db-[^/"]*\//g, "workspace/"),
  ) as object;
}

/** Those that somebody made, and that can be looked into. */
async function databasesAt(server: Server): Promise<string[]> {
  const rows = await Session.with(server, "postgres", server.superuser, (session) =>
    session.query(
      "SELECT datname AS name FROM pg_database WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres' ORDER BY 1",
    ),
  );
  return rows.map(({ name }) => String(name));
}

/** Access lists and settings are in the order in which they were given. */
function inOrder(row: Record<string, unknown>): Record<string, unknown> {
  const sorted = ([name, value]: [string, unknown]) => [
    name,
    ["acl", "setconfig"].includes(name) && Array.isArray(value) ? [...(value as string[])].sort() : value,
  ];
  return Object.fromEntries(Object.entries(row).map(sorted)) as Record<string, unknown>;
}

/** Terraform keeps service accounts and their namespaces as sets. */
function withoutOrder(settings: Record<string, unknown>): Record<string, unknown> {
  const inOrder = ([name, value]: [string, unknown]) => [
    name,
    /^bound_service_account_name(space)?s$/.test(name) ? [...(value as string[])].sort() : value,
  ];
  return Object.fromEntries(Object.entries(settings).map(inOrder)) as Record<string, unknown>;
}

/** The versions of a key, without when each was made. */
function versions({ keys }: Record<string, unknown>): object {
  return keys ? { keys: Object.keys(keys) } : {};
}

/** Everything below the paths that the constructs write, as Vault tells it. */
async function inVault(vault: VaultClient): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const read = async (path: string) => {
    const { data = {} } = await vault.request("GET", path);
    const { modified: _, last_vault_rotation: __, ...rest } = data;
    found[path] = { ...withoutOrder(rest), ...versions(rest) };
  };
  const each = async (path: string, visit: (name: string) => Promise<void>) => {
    const { data } = await vault.request("LIST", path).catch(() => ({ data: {} as Record<string, unknown> }));
    for (const name of (data?.keys ?? []) as string[]) await visit(name);
  };
  const mounts = Object.keys((await vault.request("GET", "sys/mounts")).data ?? {});
  const methods = Object.entries((await vault.request("GET", "sys/auth")).data ?? {});
  for (const mount of mounts) {
    await read(`sys/mounts/${mount}tune`);
    await each(`${mount}config`, (name) => read(`${mount}config/${name}`));
    await each(`${mount}roles`, (name) => read(`${mount}roles/${name}`));
    await each(`${mount}static-roles`, (name) => read(`${mount}static-roles/${name}`));
    await each(`${mount}keys`, (name) => read(`${mount}keys/${name}`));
  }
  for (const [path, method] of methods) {
    const { type } = method as { type: string };
    found[path] = type;
    if (type !== "approle" && type !== "token") await read(`auth/${path}config`);
    await each(`auth/${path}role`, (name) => read(`auth/${path}role/${name}`));
  }
  found.audit = (await vault.request("GET", "sys/audit")).data;
  await each("sys/policies/acl", (name) => read(`sys/policies/acl/${name}`));
  await each("sys/policies/password", (name) => read(`sys/policies/password/${name}`));
  return found;
}
