import {
  callerFunctions,
  type FunctionSql,
  issuerFunctions,
  issuerNames,
  ISSUER_COUNT,
} from "../../../constructs/postgres/statements/issuing-functions";
import { installationBody } from "../../../constructs/postgres/statements/issuing-installation";
import { quotedName, quotedText } from "../../../constructs/postgres/statements/quoted";
import type { Names } from "../../../contract/postgres/issuance/way";
import { withoutEach } from "./without-conditions";

/** A wrong edit of the functions that make leased roles. */
export interface FunctionEdit {
  readonly what: string;
  /** The function that is another one then. */
  readonly name: string;
  readonly sql: string;
}

export function functionEdits(names: Names): FunctionEdit[] {
  return [
    ...issuerFunctions(names).flatMap((each) => editsOfIssuers(names, each)),
    ...callerFunctions(names).map(({ name }) => forEverybody(names, name)),
    forEverybody(names, "described_roles"),
    ...editsOfInstall(names),
    {
      name: "own",
      what: "the schema is for everything of its issuers",
      sql: `GRANT CREATE ON SCHEMA ${quotedName(names.schema)} TO ${quotedName(names.issuer)}`,
    },
    {
      name: "issue",
      what: "the schema is for everybody",
      sql: `GRANT USAGE ON SCHEMA ${quotedName(names.schema)} TO PUBLIC`,
    },
  ];
}

const ATTRIBUTES = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp";

/** Where what only ends a lease begins, which checks nothing. */
const ENDS = "  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = leased) THEN";

/** Each check left out, and each attribute that keeps others out, in the functions of all issuers. */
function editsOfIssuers({ schema }: Names, { name, args, result, body }: FunctionSql): FunctionEdit[] {
  const ofEach = (what: string, sql: (signature: string) => string): FunctionEdit => ({
    what: `${name}: ${what}`,
    name,
    sql: Array.from({ length: ISSUER_COUNT }, (_, number) =>
      sql(`${quotedName(schema)}.${name}_${number}(${args.join(", ")})`),
    ).join("; "),
  });
  const begin = body.search(/^BEGIN$/m);
  const [checks = ""] = body.slice(begin).split(ENDS);
  const [before, after] = [body.slice(0, begin), body.slice(begin + checks.length)];
  return [
    ...withoutEach(checks).map(({ what, text }) =>
      ofEach(`without ${what}`, (signature) => {
        const edited = quotedText(before + text + after);
        return `CREATE OR REPLACE FUNCTION ${signature} RETURNS ${result} ${ATTRIBUTES} AS ${edited}`;
      }),
    ),
    ofEach("for everybody", (signature) => `GRANT EXECUTE ON FUNCTION ${signature} TO PUBLIC`),
    ofEach("with its caller's rights", (signature) => `ALTER FUNCTION ${signature} SECURITY INVOKER`),
    ofEach("with its caller's path", (signature) => `ALTER FUNCTION ${signature} RESET search_path`),
  ];
}

function forEverybody({ schema }: Names, name: string): FunctionEdit {
  const sql = `GRANT EXECUTE ON FUNCTION ${quotedName(schema)}.${name} TO PUBLIC`;
  return { what: `${name}: for everybody`, name, sql };
}

/** What makes all of them without one of its lines that takes something away, or with types of its caller's. */
function editsOfInstall(names: Names): FunctionEdit[] {
  const body = installationBody(names);
  const taking = [...body.matchAll(/^.*(?:REVOKE|set_config).*\n/gm)].filter(
    ([line]) => !line.includes("''"),
  );
  const without = taking.map(({ 0: line, index }) => ({
    what: `without ${line.trim()}`,
    text: body.slice(0, index) + body.slice(index + line.length),
  }));
  const types = ["record", "text"].map((type) => ({
    what: `with whatever ${type} is`,
    text: body.replace(`pg_catalog.${type};`, () => `${type};`),
  }));
  return [...without, ...types].map(({ what, text }) => ({
    what: `install: ${what}`,
    name: "",
    sql: installedBy(names, text),
  }));
}

/** What makes the functions again as they have to be. */
export function restore(names: Names): string {
  const issuers = issuerNames(names.issuer).map(quotedName).join(", ");
  const deployer = quotedName(names.deployer);
  return [
    installedBy(names, installationBody(names)),
    `REVOKE USAGE ON SCHEMA ${quotedName(names.schema)} FROM PUBLIC`,
    `REVOKE ${issuers} FROM ${deployer} GRANTED BY ${deployer}`,
  ].join("; ");
}

function installedBy(names: Names, body: string): string {
  const schema = quotedName(names.schema);
  return `DO $do$
DECLARE
  made record;
BEGIN
  FOR made IN SELECT oid::regprocedure AS name FROM pg_catalog.pg_proc
      WHERE pronamespace = ${quotedText(schema)}::regnamespace AND proname <> 'install' LOOP
    EXECUTE 'DROP FUNCTION ' || made.name;
  END LOOP;
END $do$;
CREATE OR REPLACE FUNCTION ${schema}.install() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS ${quotedText(body)};
SELECT ${schema}.install()`;
}
