import type { CredentialVariables } from "../access/credential-description";

/** What libpq, and with it psql and psycopg, reads from its environment. */
export const LIBPQ_VARIABLES: CredentialVariables = {
  PGHOST: "host",
  PGPORT: "port",
  PGDATABASE: "database",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGSSLMODE: "sslmode",
};
