import type { Arguments, Handler } from "../handler";
import { literal, quoted } from "../postgres-target";

const ATTRIBUTES: Readonly<Record<string, string>> = {
  login: "LOGIN",
  superuser: "SUPERUSER",
  create_role: "CREATEROLE",
  create_database: "CREATEDB",
  replication: "REPLICATION",
  bypass_row_level_security: "BYPASSRLS",
};

export const postgresqlRole: Handler = {
  known: [
    "name",
    ...Object.keys(ATTRIBUTES),
    "inherit",
    "connection_limit",
    "password_wo",
    "password_wo_version",
  ],
  async apply(args, { postgres }, previous) {
    const words = Object.entries(ATTRIBUTES)
      .filter(([name]) => args[name] || previous?.[name])
      .map(([name, word]) => (args[name] ? word : `NO${word}`));
    if (args.inherit === false) words.push("NOINHERIT");
    if (args.connection_limit !== undefined) words.push(`CONNECTION LIMIT ${Number(args.connection_limit)}`);
    if (isPasswordSent(args, previous)) words.push(`PASSWORD ${literal(args.password_wo)}`);
    const verb = previous ? "ALTER" : "CREATE";
    await postgres.in("postgres", (run) => run(`${verb} ROLE ${quoted(args.name)} ${words.join(" ")}`));
  },
};

/** A write-only argument is sent when its version is another. */
function isPasswordSent(args: Arguments, previous?: Arguments): boolean {
  return args.password_wo !== undefined && args.password_wo_version !== previous?.password_wo_version;
}
