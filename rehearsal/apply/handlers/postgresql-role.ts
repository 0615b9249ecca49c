import type { Arguments, Handler } from "../handler";
import { roles } from "./needs";
import { literal, quoted, type Run } from "../postgres-target";
import { bool, list, number, required, text } from "../kinds";

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
    roles: list(text),
    assume_role: text,
    search_path: list(text),
    statement_timeout: number,
    idle_in_transaction_session_timeout: number,
  },
  // What postgresql_grant_role grants.
  mayIgnore: ["roles"],
  needs: ({ provider, roles: groups = [], assume_role: other }) =>
    roles(provider, ...(groups as unknown[]), other),
  async apply(args, { postgres, ignoreChanges }, previous) {
    const words = Object.entries(ATTRIBUTES)
      .filter(([name]) => args[name] || previous?.[name])
      .map(([name, word]) => (args[name] ? word : `NO${word}`));
    if (args.inherit === false) words.push("NOINHERIT");
    if (args.connection_limit !== undefined) words.push(`CONNECTION LIMIT ${Number(args.connection_limit)}`);
    if (isPasswordSent(args, previous)) words.push(`PASSWORD ${literal(args.password_wo)}`);
    const verb = previous ? "ALTER" : "CREATE";
    const role = quoted(args.name);
    await postgres.transaction("postgres", async (run) => {
      await run(`${verb} ROLE ${role} ${words.join(" ")}`);
      if (!previous || !ignoreChanges.includes("roles")) await setMemberships(run, args);
      for (const [setting, value] of settingsOf(args))
        await run(
          `ALTER ROLE ${role} ${value === undefined ? `RESET ${setting}` : `SET ${setting} = ${value}`}`,
        );
    });
  },
};

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

/** The provider takes every membership away, also those that others granted, and grants those it is told of. */
async function setMemberships(run: Run, { name, roles = [] }: Arguments): Promise<void> {
  const current = await run(
    "SELECT roleid::regrole::text AS role FROM pg_catalog.pg_auth_members WHERE member = to_regrole($1)",
    [quoted(name)],
  );
  for (const { role } of current) await run(`REVOKE ${role} FROM ${quoted(name)}`);
  for (const role of roles as string[]) await run(`GRANT ${quoted(role)} TO ${quoted(name)}`);
}

/** A write-only argument is sent when its version is another. */
function isPasswordSent(args: Arguments, previous?: Arguments): boolean {
  return args.password_wo !== undefined && args.password_wo_version !== previous?.password_wo_version;
}
