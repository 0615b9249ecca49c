import { quotedName } from "../../../constructs/postgres/statements/quoted";
import type { DatabaseDescription } from "../../../constructs";
import type { Act } from "./attempt";

/** Everybody uses extensions: a type by its schema's USAGE, its operators by the search path, without which others are taken. */
export function extensionActs({ extensionSchemas = [] }: DatabaseDescription): Act[] {
  const [schema] = extensionSchemas;
  if (!schema) return [];
  const statement = `SELECT 1 / ('A'::${quotedName(schema)}.citext = 'a')::int`;
  const unqualified = "SELECT 1 / ('A'::citext = 'a')::int";
  return [
    {
      id: "find-extension",
      says: "find what extensions have",
      attempts: [statement, unqualified].map((each) => ({ statement: each, allowed: true })),
    },
  ];
}
