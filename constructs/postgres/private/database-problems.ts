import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { derivedNameProblems } from "./identifier";
import { nameProblems } from "./name-problems";
import { extensionSchemaProblems } from "./extension-schema-problems";
import { ownerProblems } from "./owner-problems";
import { privilegesProblems } from "./privileges-problems";
import { issuerNames } from "../statements/issuing-functions";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";

/** What is wrong with the names and privilege sets of a database. */
export function databaseProblems(
  database: PostgresDatabaseDescription,
  others: readonly Problem[],
): Problem[] {
  return [
    ...nameProblems(database, "database", database.name),
    ...nameProblems(database, "owner", database.owner),
    ...nameProblems(database, "account", database.account),
    ...derivedNameProblems("issuer of the account", database.issuer, ["account", database.account]),
    ...issuingNameProblems(database),
    ...database.schemas.flatMap((schema) => nameProblems(database, "schema", schema)),
    ...schemaListProblems(database.schemas),
    ...roleClashProblems(database),
    ...ownerProblems(database),
    ...extensionSchemaProblems(database),
    ...database.groups.flatMap((group) => [
      ...(group.privileges.owner ? [] : nameProblems(database, "group role", group.role)),
      ...privilegesProblems(database, group.privileges),
    ]),
    ...others,
  ];
}

/** The longest of the names that functions bring with them. */
function issuingNameProblems({ account, issuer, issuingSchema }: PostgresDatabaseDescription): Problem[] {
  if (issuingSchema === undefined) return [];
  const last = issuerNames(issuer).at(-1) ?? "";
  return derivedNameProblems("issuer of the account", last, ["account", account]);
}

function schemaListProblems(schemas: readonly string[]): Problem[] {
  if (!schemas.length) {
    const fix = 'name at least one schema, or leave the prop out for ["public"]';
    return [{ rule: "schemas", message: "the list of schemas is empty", fix }];
  }
  return repeatedIn(schemas).map((schema) => ({
    rule: "schemas",
    message: `schema "${schema}" is listed twice`,
    fix: "list it once",
  }));
}

function roleClashProblems(database: PostgresDatabaseDescription): Problem[] {
  const { owner, account, issuer, publicRole, groups, otherOwners = [] } = database;
  const roles = [
    owner,
    account,
    issuer,
    ...otherOwners.map((other) => other.role),
    ...(publicRole === undefined ? [] : [publicRole]),
    ...groups.filter((group) => !group.privileges.owner).map((group) => group.role),
  ];
  return repeatedIn(roles).map((role) => ({
    rule: "role-clash",
    message: `"${role}" would be two roles of this database at once`,
    fix: "give the owner, the account, its issuer and every group a name of its own",
  }));
}
