import type { CredentialVariables } from "../access/credential-description";
import type { CredentialProps } from "./credential-props";
import { endpointOf } from "./describe-credential";

const OF_ONE_SERVER: CredentialVariables = {
  PGHOST: "host",
  PGPORT: "port",
  PGDATABASE: "database",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGSSLMODE: "sslmode",
};

/** What libpq, and with it psql and psycopg, reads from its environment. */
export function libpqVariables(props: CredentialProps): CredentialVariables {
  const endpoint = endpointOf(props);
  const isOneOfSeveral = endpoint !== undefined && "hosts" in endpoint;
  return { ...OF_ONE_SERVER, ...(isOneOfSeveral && { PGTARGETSESSIONATTRS: "target_session_attrs" }) };
}
