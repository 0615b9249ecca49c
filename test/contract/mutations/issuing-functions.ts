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
  /** What makes it again as it has to be. */
  readonly undo: string;
}

export function functionEdits(names: Names): FunctionEdit[] {
  const schema = quotedName(names.schema);
  const issuer = quotedName(names.issuer);
  return [
    ...issuerFunctions(names).flatMap((each) => editsOfIssuers(names, each)),
    ...callerFunctions(names).map(({ name }) => forEverybody(names, name)),
    forEverybody(names, "described_roles"),
    ...editsOfInstall(names),
    granted("the schema is for everything of its issuers", "own", `CREATE ON SCHEMA ${schema}`, issuer),
    granted("the schema is for everybody", "issue", `USAGE ON SCHEMA ${schema}`, "PUBLIC"),
  ];
}

/** What somebody may do who must not. */
function granted(what: string, name: string, on: string, role: string): FunctionEdit {
  return { what, name, sql: `GRANT ${on} TO ${role}`, undo: `REVOKE ${on} FROM ${role}` };
}

function forEverybody({ schema }: Names, name: string): FunctionEdit {
  return granted(
    `${name}: for everybody`,
    name,
    `EXECUTE ON FUNCTION ${quotedName(schema)}.${name}`,
    "PUBLIC",
  );
}

const SEARCH_PATH = "search_path = pg_catalog, pg_temp";
const ATTRIBUTES = `LANGUAGE plpgsql SECURITY DEFINER SET ${SEARCH_PATH}`;

/** SQL that edits the function of a signature. */
type Edit = (signature: string) => string;

/** Where what only ends a lease begins, which checks nothing. */
const ENDS = "  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = leased) THEN";

/** Each check left out, and each attribute that keeps others out, in the functions of all issuers. */
function editsOfIssuers({ schema }: Names, { name, args, result, body }: FunctionSql): FunctionEdit[] {
  const ofEach = (what: string, sql: Edit, undo: Edit): FunctionEdit => {
    const inAll = (edit: Edit) =>
      Array.from({ length: ISSUER_COUNT }, (_, number) =>
        edit(`${quotedName(schema)}.${name}_${number}(${args.join(", ")})`),
      ).join("; ");
    return { what: `${name}: ${what}`, name, sql: inAll(sql), undo: inAll(undo) };
  };
  const withBody = (text: string) => (signature: string) =>
    `CREATE OR REPLACE FUNCTION ${signature} RETURNS ${result} ${ATTRIBUTES} AS ${quotedText(text)}`;
  const begin = body.search(/^BEGIN$/m);
  const [checks = ""] = body.slice(begin).split(ENDS);
  const [before, after] = [body.slice(0, begin), body.slice(begin + checks.length)];
  const altered = (what: string, from: string, to: string) =>
    ofEach(
      what,
      (signature) => `ALTER FUNCTION ${signature} ${to}`,
      (signature) => `ALTER FUNCTION ${signature} ${from}`,
    );
  return [
    ...withoutEach(checks).map(({ what, text }) =>
      ofEach(`without ${what}`, withBody(before + text + after), withBody(body)),
    ),
    ofEach(
      "for everybody",
      (signature) => `GRANT EXECUTE ON FUNCTION ${signature} TO PUBLIC`,
      (signature) => `REVOKE EXECUTE ON FUNCTION ${signature} FROM PUBLIC`,
    ),
    altered("with its caller's rights", "SECURITY DEFINER", "SECURITY INVOKER"),
    altered("with its caller's path", `SET ${SEARCH_PATH}`, "RESET search_path"),
  ];
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
    undo: restore(names),
  }));
}

/** What makes all functions again as they have to be. */
function restore(names: Names): string {
  const issuers = issuerNames(names.issuer).map(quotedName).join(", ");
  const deployer = quotedName(names.deployer);
  return [
    installedBy(names, installationBody(names)),
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
