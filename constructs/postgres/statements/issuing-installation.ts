import { createHash } from "node:crypto";
import {
  callerFunctions,
  DESCRIBED_COLUMNS,
  describedRolesSql,
  type FunctionSql,
  issuerFunctions,
  ISSUER_COUNT,
  type IssuingFunctions,
} from "./issuing-functions";
import { quotedName, quotedText } from "./quoted";

// The provider reads a function back by one greedy pattern over its definition, so that a body with `$…$`, RETURNS or LANGUAGE as
// written were another one at every plan: bodies in it are between single quotes, and such words in pieces.
const MAKE = `'CREATE OR REPLACE FUNCTION %s.%I(%s) RETURN' || 'S %s LANG' || 'UAGE %s SET search_path = pg_catalog, pg_temp AS %L'`;

/**
 * The body of a function that makes all others of a schema, and hands its own to each issuer. Only its owner, who runs
 * Terraform, could make them; only Vault's account calls it. It can run again, with other roles described or by another version.
 *
 * @see PostgreSQL documentation, "Writing SECURITY DEFINER Functions Safely",
 * https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
 */
export function installationBody(functions: IssuingFunctions): string {
  const { account, issuer } = functions;
  const schema = quotedName(functions.schema);
  const [toAccount, toIssuer] = [quotedName(account), quotedName(issuer)];
  // Before its first statement, types are looked for where its caller says.
  return `DECLARE
  made pg_catalog.record;
  issuer pg_catalog.text;
  is_member boolean;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- Two at once would change the same rows.
  PERFORM pg_advisory_xact_lock(${quotedText(schema)}::regnamespace::oid::bigint);
  -- Of another version: what has another name, or takes or gives something else.
  FOR made IN SELECT p.oid::regprocedure AS stale FROM pg_proc p
      WHERE pronamespace = ${quotedText(schema)}::regnamespace AND proname <> 'install' AND NOT EXISTS (
        SELECT FROM (${signatures(functions)}) AS f (name, args, result)
        WHERE p.proname ~ f.name AND pg_get_function_arguments(p.oid) = f.args
          AND pg_get_function_result(p.oid) = f.result) LOOP
    EXECUTE format('DROP FUNCTION %s', made.stale);
  END LOOP;
  -- No issuer can be given a function in a schema in which it may make none.
  GRANT CREATE ON SCHEMA ${schema} TO ${toIssuer};
  EXECUTE format(${MAKE}, ${quotedText(schema)}, 'described_roles', '', ${quotedText(`TABLE (${DESCRIBED_COLUMNS})`)}, 'sql STABLE',
    ${quotedText(describedRolesSql(functions))});
  REVOKE ALL ON FUNCTION ${schema}.described_roles() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ${schema}.described_roles() TO ${toIssuer};
  FOR made IN ${rows(callerFunctions(functions))} LOOP
    EXECUTE format(${MAKE}, ${quotedText(schema)}, made.name, made.args, made.result, 'plpgsql', made.body);
    EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%I FROM PUBLIC', made.name);
    EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%I TO ${toAccount}', made.name);
  END LOOP;
  FOR number IN 0..${ISSUER_COUNT - 1} LOOP
    issuer := ${quotedText(`${issuer}_`)} || number;
    IF NOT pg_has_role(issuer, ${quotedText(issuer)}, 'USAGE') THEN
      EXECUTE format('GRANT ${toIssuer} TO %I', issuer);
    END IF;
    is_member := pg_has_role(issuer, 'USAGE');
    IF NOT is_member THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', issuer);
    END IF;
    FOR made IN ${rows(issuerFunctions(functions))} LOOP
      made.name := made.name || '_' || number;
      EXECUTE format(${MAKE}, ${quotedText(schema)}, made.name, made.args, made.result, 'plpgsql SECURITY DEFINER', made.body);
      EXECUTE format('REVOKE ALL ON FUNCTION ${schema}.%I FROM PUBLIC', made.name);
      EXECUTE format('GRANT EXECUTE ON FUNCTION ${schema}.%I TO ${toAccount}', made.name);
      EXECUTE format('ALTER FUNCTION ${schema}.%I OWNER TO %I', made.name, issuer);
    END LOOP;
    IF NOT is_member THEN
      EXECUTE format('REVOKE %I FROM CURRENT_USER', issuer);
    END IF;
  END LOOP;
  REVOKE CREATE ON SCHEMA ${schema} FROM ${toIssuer};
END`;
}

/** By which a rotation is another one when what it makes is. */
export function installationDigest(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}

/** Names, as regular expressions, with what goes in and comes out. */
function signatures(functions: IssuingFunctions): string {
  const all = [
    { name: "^described_roles$", args: [DESCRIBED_COLUMNS], result: `TABLE(${DESCRIBED_COLUMNS})` },
    ...callerFunctions(functions).map((each) => ({ ...each, name: `^${each.name}$` })),
    ...issuerFunctions(functions).map((each) => ({ ...each, name: `^${each.name}_[0-9]+$` })),
  ];
  const row = ({ name, args, result }: Omit<FunctionSql, "body">) =>
    `(${[name, args.join(", "), result].map(quotedText).join(", ")})`;
  return `VALUES ${all.map(row).join(", ")}`;
}

function rows(functions: readonly FunctionSql[]): string {
  const row = ({ name, args, result, body }: FunctionSql) =>
    `(${[name, args.join(", "), result, body].map(quotedText).join(", ")})`;
  return `SELECT * FROM (VALUES\n  ${functions.map(row).join(",\n  ")}) AS f (name, args, result, body)`;
}
