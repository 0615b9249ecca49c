import { oneOf } from "../kinds";

/** Every privilege that the provider grants: it stands in SQL as it is. MAINTAIN it refuses. */
export const PRIVILEGE = oneOf(
  "ALL",
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "TRUNCATE",
  "REFERENCES",
  "TRIGGER",
  "USAGE",
  "CREATE",
  "CONNECT",
  "TEMPORARY",
  "EXECUTE",
);
