import type { Statement } from "./statements";

/** What pg_dump --clean writes before it makes anything; a view is made empty so that what it reads can be dropped. */
const CLEANS = /^DROP\b|^ALTER\b[^]*\bDROP\b|^CREATE\s+OR\s+REPLACE\s+VIEW\b/i;
/** What may stand before that and in it. */
const BESIDE = /^(\\|SET\b|SELECT\b|BEGIN\b|CREATE\s+DATABASE\b)/i;

/** The statements of a file without those that make room for the others: in a new database there is room. */
export function withoutCleaning(statements: readonly Statement[]): Statement[] {
  const end = statements.findIndex(({ text }) => !CLEANS.test(text) && !BESIDE.test(text));
  const start = statements.slice(0, end < 0 ? statements.length : end);
  const last = start.map(({ text }) => /\bDROP\b/i.test(text)).lastIndexOf(true);
  return statements.filter(({ text }, index) => index > last || BESIDE.test(text));
}
