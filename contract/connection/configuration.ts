import type { ConnectionDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { inOrder } from "../difference";
import { aboutConnection } from "./about-connection";

const COMMON = { kind: "also", harm: "nothing", needs: ["root of Vault"] } as const;

/** Who reads a connection's configuration sees no password. */
export function configurationHoldsNoPassword(context: Context, connection: ConnectionDescription): Check {
  const { engine, name } = connection;
  return {
    ...COMMON,
    id: "configuration-holds-no-password",
    says: "configuration holds no password",
    about: aboutConnection(connection),
    needs: ["root of Vault", "bootstrap passwords"],
    attempt: async () => {
      const { details } = await configurationOf(context, connection);
      const bootstrap = context.deployment.bootstrapPasswords.get(`${engine}/${name}`);
      if (bootstrap && Object.values(details).includes(bootstrap))
        throw new Violation("Vault shows the password to whoever may read the configuration");
      if (/:\/\/[^{]+:[^{]+@/.test(String(details.connection_url)))
        throw new Violation("the connection URL holds a password");
      return "the connection URL is a template, and no password is shown";
    },
  };
}

/** The Vault roles it takes in full, whom Vault logs in as, and how it makes sure of the server. */
export function configurationAsDescribed(context: Context, connection: ConnectionDescription): Check[] {
  if (connection.imported) return [];
  const { engine, name, tls } = connection;
  const { account } = context.databaseOf(connection.database).database;
  const roles = context.access.roles.filter((role) => role.engine === engine && role.connection === name);
  return [
    {
      ...COMMON,
      id: "configuration-as-described",
      says: "configuration as described",
      about: aboutConnection(connection),
      attempt: async () => {
        const { data, details } = await configurationOf(context, connection);
        const [, sslMode = "its default"] = /[?&]sslmode=([\w-]+)/.exec(String(details.connection_url)) ?? [];
        const there = [inOrder(data.allowed_roles), String(details.username), sslMode];
        const expected = [inOrder(roles.map((role) => role.name)), account, tls];
        const wrong = ["allowed_roles", "username", "sslmode"].flatMap((setting, index) =>
          there[index] === expected[index]
            ? []
            : [`${setting} is ${there[index]} instead of ${expected[index]}`],
        );
        if (wrong.length) throw new Violation(wrong.join("; "));
        return `as ${account}, sslmode ${sslMode}, for ${expected[0]}`;
      },
    },
  ];
}

async function configurationOf(
  { deployment }: Context,
  { engine, name }: ConnectionDescription,
): Promise<{ data: Record<string, unknown>; details: Record<string, unknown> }> {
  const { data = {} } = await deployment.vault.request("GET", `${engine}/config/${name}`);
  return { data, details: (data.connection_details ?? {}) as Record<string, unknown> };
}
