import { oneOf } from "../kinds";

/** Every privilege that PostgreSQL knows: it stands in SQL as it is. */
export const PRIVILEGE = oneOf(
  "ALL",
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "TRUNCATE",
  "REFERENCES",
  "TRIGGER",
  "MAINTAIN",
  "USAGE",
  "CREATE",
  "CONNECT",
  "TEMPORARY",
  "EXECUTE",
);
