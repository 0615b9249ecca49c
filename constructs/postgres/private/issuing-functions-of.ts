import type { IConstruct } from "constructs";
import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { described } from "../../private/describe";
import { describedFunctions } from "../statements/described-functions";
import type { IssuingFunctions } from "../statements/issuing-functions";

/** The functions of a database, for the roles that its stack describes. None where statements make leased roles. */
export function issuingFunctionsOf(
  scope: IConstruct,
  database: PostgresDatabaseDescription,
): IssuingFunctions | undefined {
  const [roles, connections] = [described(scope, "roles"), described(scope, "connections")];
  return describedFunctions(database, { roles, connections });
}
