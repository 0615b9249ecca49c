import type { Arguments, Handler } from "../handler";
import { roles } from "./needs";
import { literal, quoted, type Run } from "../postgres-target";
import { bool, list, number, required, set, text } from "../kinds";

const ATTRIBUTES: Readonly<Record<string, string>> = {
  login: "LOGIN",
  superuser: "SUPERUSER",
  create_role: "CREATEROLE",
  create_database: "CREATEDB",
  replication: "REPLICATION",
  bypass_row_level_security: "BYPASSRLS",
};

export const postgresqlRole: Handler = {
  arguments: {
    name: required(text),
    ...Object.fromEntries(Object.keys(ATTRIBUTES).map((name) => [name, bool])),
    inherit: bool,
    connection_limit: number,
    password_wo: text,
    password_wo_version: text,
    roles: set(text),
    assume_role: text,
    search_path: list(text),
    statement_timeout: number,
    idle_in_transaction_session_timeout: number,
  },
  // What postgresql_grant_role grants.
  mayIgnore: ["roles"],
  replacedBy: [],
  unread: ["password_wo_version"],
  needs: ({ provider, roles: groups = [], assume_role: other }) =>
    roles(provider, ...(groups as unknown[]), other),
  async read(args, { postgres }) {
    const [row] = await postgres.in("postgres", (run) =>
      run(`SELECT ${MEMBERSHIPS} AS roles FROM pg_catalog.pg_roles WHERE rolname = $1`, [args.name]),
    );
    return row && { ...args, roles: row.roles };
  },
  async apply(args, { postgres, ignoreChanges }, previous) {
    const role = quoted(args.name);
    await postgres.transaction("postgres", async (run) => {
      if (previous && previous.name !== args.name)
        await run(`ALTER ROLE ${quoted(previous.name)} RENAME TO ${role}`);
      const words = attributesOf(args, previous);
      if (words.length || !previous)
        await run(`${previous ? "ALTER" : "CREATE"} ROLE ${role} ${words.join(" ")}`);
      await setMemberships(run, args, ignoreChanges.includes("roles") ? previous : undefined);
      for (const [setting, value] of settingsOf(args))
        await run(
          `ALTER ROLE ${role} ${value === undefined ? `RESET ${setting}` : `SET ${setting} = ${value}`}`,
        );
    });
  },
  async destroy({ name }, { postgres }) {
    const role = quoted(name);
    await postgres.transaction("postgres", async (run) => {
      // The provider looks at one database, and so does this.
      await postgres.asMemberOf(run, [String(name)], async () => {
        await run(`REASSIGN OWNED BY ${role} TO CURRENT_USER`);
        await run(`DROP OWNED BY ${role}`);
      });
      await run(`DROP ROLE ${role}`);
    });
  },
};

/** The roles that a row of `pg_roles` is a member of. */
const MEMBERSHIPS = `array(SELECT pg_catalog.pg_get_userbyid(roleid)::text FROM pg_catalog.pg_auth_members
  WHERE member = pg_roles.oid ORDER BY 1)`;

/** What is said of a role as it is made, or what is said otherwise than before. */
function attributesOf(args: Arguments, previous: Arguments = {}): string[] {
  const words = Object.entries(ATTRIBUTES)
    .filter(([name]) => Boolean(args[name]) !== Boolean(previous[name]))
    .map(([name, word]) => (args[name] ? word : `NO${word}`));
  const { inherit = true, connection_limit: limit = -1 } = args;
  if (inherit !== (previous.inherit ?? true)) words.push(inherit ? "INHERIT" : "NOINHERIT");
  if (limit !== (previous.connection_limit ?? -1)) words.push(`CONNECTION LIMIT ${Number(limit)}`);
  if (isPasswordSent(args, previous)) words.push(`PASSWORD ${literal(args.password_wo)}`);
  return words;
}

/** By PostgreSQL's name, each setting that the provider sets, or takes back, for a login. */
function settingsOf(args: Arguments): [name: string, value: string | undefined][] {
  const { assume_role, search_path, statement_timeout, idle_in_transaction_session_timeout } = args;
  const schemas = (search_path ?? []) as string[];
  return [
    ["role", assume_role ? literal(assume_role) : undefined],
    ["search_path", schemas.length ? schemas.map(quoted).join(", ") : undefined],
    ["statement_timeout", statement_timeout ? String(statement_timeout) : undefined],
    [
      "idle_in_transaction_session_timeout",
      idle_in_transaction_session_timeout ? String(idle_in_transaction_session_timeout) : undefined,
    ],
  ];
}

/**
 * With each change the provider takes every membership away, also those that others granted, and grants those it is told of:
 * without their options.
 *
 * @param ignored where it is told to overlook them, the role as it was
 */
async function setMemberships(run: Run, args: Arguments, ignored?: Arguments): Promise<void> {
  const { name, roles: groups = [] } = ignored ? { ...args, roles: ignored.roles } : args;
  const [current] = await run(`SELECT ${MEMBERSHIPS} AS roles FROM pg_catalog.pg_roles WHERE rolname = $1`, [
    name,
  ]);
  for (const group of (current?.roles ?? []) as string[])
    await run(`REVOKE ${quoted(group)} FROM ${quoted(name)}`);
  for (const group of groups as string[]) await run(`GRANT ${quoted(group)} TO ${quoted(name)}`);
}

/** A write-only argument is sent when its version is another. */
function isPasswordSent(args: Arguments, previous: Arguments): boolean {
  return args.password_wo !== undefined && args.password_wo_version !== previous.password_wo_version;
}
