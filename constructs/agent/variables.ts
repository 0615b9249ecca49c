import type { AgentVariables } from "../access/agent-description";

/** What libpq, and with it psql and psycopg, reads from its environment. */
export const LIBPQ_VARIABLES: AgentVariables = {
  PGHOST: "host",
  PGPORT: "port",
  PGDATABASE: "database",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGSSLMODE: "sslmode",
};
