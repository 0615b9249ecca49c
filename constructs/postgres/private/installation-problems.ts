import type { IConstruct } from "constructs";
import { described } from "../../private/describe";
import type { Problem } from "../../private/validation";
import type { IPostgresDatabase } from "../i-postgres-database";

/** Functions that nothing makes: Vault's account has them made when a connection rotates its password. */
export function installationProblems(connection: IConstruct, database: IPostgresDatabase): Problem[] {
  const { issuingSchema, installation, server, databaseName: name } = database;
  if (issuingSchema === undefined || installation === undefined) return [];
  const connections = described(connection, "connections");
  const isMade = connections.some(
    (each) => each.rotated && each.database.server === server && each.database.name === name,
  );
  if (isMade) return [];
  const message = `nothing makes the functions of database "${name}": no connection to it rotates the password of its account`;
  const fix = "leave rotateRoot out on a connection of this stack, or use Issuance.statements()";
  return [{ rule: "issuance", message, fix, guardrail: "root-rotation" }];
}
