import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Problem } from "./validation";

export function isInOneStack(construct: IConstruct, other: IConstruct): boolean {
  return TerraformStack.of(construct) === TerraformStack.of(other);
}

/** What is wrong with using something of another stack: Terraform can neither wait for it nor pass a password on. */
export function oneStackProblems(
  construct: IConstruct,
  what: string,
  other: IConstruct,
  fix: string,
): Problem[] {
  if (isInOneStack(construct, other)) return [];
  const message = `${what} is made in stack "${TerraformStack.of(other).node.id}"`;
  return [{ rule: "one-stack", message, fix }];
}

/** The same for a database. */
export function databaseStackProblems(
  construct: IConstruct,
  database: IConstruct & { readonly databaseName: string },
): Problem[] {
  const fix = "make both in one stack, or describe the database here with PostgresDatabase.fromExisting";
  return oneStackProblems(construct, `database "${database.databaseName}"`, database, fix);
}
