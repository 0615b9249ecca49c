import type { Arguments, Handler } from "../handler";
import { database } from "./needs";
import { quoted } from "../postgres-target";
import { bool, oneOf, required, text } from "../kinds";

const SIGNATURE = "pg_catalog.to_regprocedure($1)";

export const postgresqlFunction: Handler = {
  arguments: {
    database: required(text),
    schema: required(text),
    name: required(text),
    returns: required(text),
    language: required(oneOf("plpgsql", "sql")),
    body: required(text),
    security_definer: bool,
  },
  replacedBy: ["database", "schema", "name", "returns", "language"],
  needs: (args) => database(args.provider, args.database, args.schema),
  async read(args, { postgres }) {
    if (!(await postgres.has(String(args.database)))) return undefined;
    const [row] = await postgres.in(String(args.database), (run) =>
      run(`SELECT prosrc AS body, prosecdef AS definer FROM pg_catalog.pg_proc WHERE oid = ${SIGNATURE}`, [
        signatureOf(args),
      ]),
    );
    return (
      row && {
        ...args,
        body: row.body,
        ...(args.security_definer !== undefined && { security_definer: row.definer }),
      }
    );
  },
  async apply(args, { postgres }, previous) {
    const { returns, language, body, security_definer: definer } = args;
    await postgres.transaction(String(args.database), async (run) => {
      const make = `CREATE ${previous ? "OR REPLACE " : ""}FUNCTION ${signatureOf(args)} RETURNS ${returns} LANGUAGE ${language}`;
      await run(`${make}${definer ? " SECURITY DEFINER" : ""} AS $function$${body}$function$`);
    });
  },
  async destroy(args, { postgres }) {
    await postgres.transaction(String(args.database), async (run) => {
      await run(`DROP FUNCTION IF EXISTS ${signatureOf(args)} RESTRICT`);
    });
  },
};

function signatureOf({ schema, name }: Arguments): string {
  return `${quoted(schema)}.${quoted(name)}()`;
}
