import { type Attributes, CONNECTION, edit, type Mutation } from "./mutation";
import type { ServerMutation } from "./servers";

const url = (from: string, to: string) =>
  edit(CONNECTION, (attributes) => {
    const settings = attributes.postgresql as Attributes;
    const connection_url = String(settings.connection_url).replace(from, to);
    if (connection_url === settings.connection_url) throw new Error(`no ${from} in the URL`);
    return { ...attributes, postgresql: { ...settings, connection_url } };
  });

const ABOUT = "database/appdb: settings-as-described: ";
const APPLIES = "test/database/appdb";

/** Wrong edits of a connection to a primary and its standbys, whose server asks for a client certificate. */
export const HOST_MUTATIONS: readonly Mutation[] = [
  [
    "Vault takes whichever host answers first",
    url("&target_session_attrs=read-write", ""),
    [
      `${ABOUT}target_session_attrs is missing instead of read-write`,
      new RegExp(`^${APPLIES}\\S*: applies: .*(read-only transaction|recovery)`),
    ],
  ],
  [
    "Vault is sent to a standby",
    url("target_session_attrs=read-write", "target_session_attrs=standby"),
    [
      `${ABOUT}target_session_attrs is standby instead of read-write`,
      new RegExp(`^${APPLIES}\\S*: applies: .*(read-only transaction|recovery)`),
    ],
  ],
  [
    "a host is left out",
    url(",pg-3.internal:5432", ""),
    `${ABOUT}server is pg-1.internal:5432,pg-2.internal:6432 instead of pg-1.internal:5432,pg-2.internal:6432,pg-3.internal:5432`,
  ],
  [
    "a host is another one",
    url("pg-2.internal:6432", "pg-2.elsewhere:6432"),
    `${ABOUT}server is pg-1.internal:5432,pg-2.elsewhere:6432,pg-3.internal:5432 instead of pg-1.internal:5432,pg-2.internal:6432,pg-3.internal:5432`,
  ],
  [
    "Vault shows no client certificate",
    url("&sslcert=/etc/vault/client.pem&sslkey=/etc/vault/client.key", ""),
    [
      `${ABOUT}sslcert is missing instead of /etc/vault/client.pem; sslkey is missing instead of /etc/vault/client.key`,
      new RegExp(`^${APPLIES}\\S*: applies: .*certificate`),
    ],
  ],
  [
    "Vault's key is another file",
    url("sslkey=/etc/vault/client.key", "sslkey=/tmp/client.key"),
    `${ABOUT}sslkey is /tmp/client.key instead of /etc/vault/client.key`,
  ],
];

/** What somebody with all rights could do behind the stack's back. */
export const HOST_SERVER_MUTATIONS: readonly ServerMutation[] = [
  [
    "Vault was sent to a standby later",
    async ({ vault }) => {
      const path = "database/config/appdb";
      const { data = {} } = await vault.request("GET", path);
      const details = data.connection_details as Attributes;
      const connection_url = String(details.connection_url).replace("=read-write", "=standby");
      const settings = { ...details, connection_url, verify_connection: true };
      await vault.request("POST", path, { ...data, ...settings });
    },
    [
      /^database\/appdb: configuration-as-described: [^]*target_session_attrs is standby instead of read-write/,
      "database/appdb: works-on-the-primary: Vault works on a standby, where it can make no role",
    ],
  ],
];
