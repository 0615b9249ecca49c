import type { DatabaseDescription } from "../../constructs";
import {
  CALLER_FUNCTIONS,
  type FunctionSql,
  ISSUER_FUNCTIONS,
  issuerNames,
} from "../../constructs/postgres/statements/issuing-functions";

/** How Vault's account comes to make leased roles, as the inventory of a server tells it. */
export function issuanceOnServer({ account, issuer, issuingSchema }: DatabaseDescription): string[] {
  if (issuingSchema === undefined)
    return [`member ${account} of ${issuer}`, `setting of ${account}: role=${issuer}`];
  return issuerNames(issuer).flatMap((name) => [`role ${name} CREATEROLE`, `member ${name} of ${issuer}`]);
}

/** The schema with functions that make leased roles, as the inventory of a database tells it. */
export function issuanceInDatabase(database: DatabaseDescription, deployer: string): string[] {
  const { account, issuer, issuingSchema: schema, imported } = database;
  if (schema === undefined) return [];
  const functionLines = (name: string, types: string, owner: string, to: string) => [
    `function ${schema}.${name}(${types}) of ${owner}`,
    `EXECUTE on function ${schema}.${name}(${types}) to ${to}`,
  ];
  return [
    `schema ${schema} of ${deployer}`,
    ...[account, issuer].map((role) => `USAGE on schema ${schema} to ${role}`),
    ...functionLines("described_roles", "", deployer, issuer),
    ...(imported ? [] : functionLines("install", "", deployer, account)),
    ...CALLER_FUNCTIONS.flatMap((each) => functionLines(each.name, typesOf(each), deployer, account)),
    ...ISSUER_FUNCTIONS.flatMap((each) =>
      issuerNames(issuer).flatMap((owner, index) =>
        functionLines(`${each.name}_${index}`, typesOf(each), owner, account),
      ),
    ),
  ];
}

function typesOf({ args }: Pick<FunctionSql, "args">): string {
  return args.map((arg) => arg.replace(/^\w+ /, "").replace(/^text$/, "pg_catalog.text")).join(", ");
}
