/** Where a DBA has installed an extension for all, in a schema that isn't described. */
const SCHEMA = "contract_extension";

/** Run by a superuser. */
export const MAKE_EXTENSION = `CREATE SCHEMA ${SCHEMA}; CREATE EXTENSION fuzzystrmatch SCHEMA ${SCHEMA};
  GRANT USAGE ON SCHEMA ${SCHEMA} TO PUBLIC`;

export const IS_EXTENSION_THERE = "SELECT FROM pg_catalog.pg_extension WHERE extname = 'fuzzystrmatch'";

/** Calls a function of it. */
export const USE_EXTENSION = `SELECT ${SCHEMA}.levenshtein('one', 'other')`;

/** What the inventory tells of it, when it belongs to somebody. */
export function extensionLines(superuser: string): string[] {
  return [
    `schema ${SCHEMA} of ${superuser}`,
    `USAGE on schema ${SCHEMA} to PUBLIC`,
    `extension fuzzystrmatch of ${superuser}`,
  ];
}
