import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { isMadeFor, madeFor } from "./imported-database-memory";
import { type IssuingFunctions, issuerNames } from "./issuing-functions";
import { installationBody } from "./issuing-installation";
import { block, nameArray, quotedName, quotedText } from "./quoted";

/**
 * What a DBA runs so that functions make leased roles: the issuers, the schema, and the functions in it, as an installation by
 * Vault's account would. The schema is the DBA's, so that no owner of the database can change what is in it.
 */
export function functionsSql(database: PostgresDatabaseDescription, functions: IssuingFunctions): string[] {
  const { schema, account, issuer } = functions;
  const name = quotedName(schema);
  return [
    block(
      "issuers",
      `DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ${nameArray(issuerNames(issuer))} LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN CREATEROLE INHERIT', name);
      EXECUTE format('COMMENT ON ROLE %I IS %L', name, ${quotedText(madeFor(database))});
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${quotedText(schema)}) THEN
    CREATE SCHEMA ${name};
    COMMENT ON SCHEMA ${name} IS ${quotedText(madeFor(database))};
  END IF;
END`,
    ),
    `GRANT USAGE ON SCHEMA ${name} TO ${quotedName(account)}, ${quotedName(issuer)}`,
    block("install", installationBody(functions)),
  ];
}

/** Undoes it. */
export function undoFunctionsSql(database: PostgresDatabaseDescription): string[] {
  const { issuingSchema: schema, issuer } = database;
  if (schema === undefined) return [];
  const comment = `obj_description(to_regnamespace(${quotedText(quotedName(schema))}), 'pg_namespace')`;
  return [
    block(
      "issuers",
      `DECLARE
  made record;
BEGIN
  IF ${isMadeFor(database, comment)} THEN
    DROP SCHEMA ${quotedName(schema)} CASCADE;
  END IF;
  FOR made IN SELECT rolname FROM pg_roles WHERE rolname = ANY (${nameArray(issuerNames(issuer))})
      AND ${isMadeFor(database, "shobj_description(oid, 'pg_authid')")} LOOP
    EXECUTE format('DROP ROLE %I', made.rolname);
  END LOOP;
END`,
    ),
  ];
}
