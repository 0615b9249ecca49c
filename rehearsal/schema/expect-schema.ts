import { RehearsalError } from "../../clients/could-not-tell";
import { dumpCommand } from "./dump-command";
import type { Statement } from "./statements";

interface Refusal {
  readonly sign: RegExp;
  /** What is wrong with the line. */
  readonly problem: string;
  readonly advice: (path: string) => string;
}

const DUMP_AGAIN = (path: string) => `Write it again: ${dumpCommand(path)}`;
const TAKE_OUT = (path: string) => `Take it out, or write the file by ${dumpCommand(path)}`;

/** What a schema file doesn't hold, most particular first. */
const REFUSED: readonly Refusal[] = [
  {
    sign: /^(COPY|INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b|^SELECT\s+(pg_catalog\.)?(setval|lo_\w+|lowrite)\b/i,
    problem: "It holds data.",
    advice: (path) => `A rehearsal needs none, and should see none. ${TAKE_OUT(path)}`,
  },
  {
    sign: /^SET\s+(SESSION\s+AUTHORIZATION|ROLE)\b/i,
    problem: "It changes who makes what comes after it.",
    advice: (path) => `Write it without --use-set-session-authorization and --role: ${dumpCommand(path)}`,
  },
  {
    sign: /^SET\s+standard_conforming_strings\s*(=|TO)\s*'?off/i,
    problem: "It takes backslashes in texts for more than backslashes.",
    advice: (path) =>
      `Have its database say standard_conforming_strings = on, and write it again: ${dumpCommand(path)}`,
  },
  {
    sign: /^SET\s+client_encoding\s*(=|TO)(?!\s*'?(UTF-?8|SQL_ASCII|UNICODE))/i,
    problem: "It is in another encoding than UTF-8.",
    advice: DUMP_AGAIN,
  },
];

/** What a schema file holds: statements that begin so. Some of them are left out later. */
const EXPECTED =
  /^(ALTER|BEGIN|COMMENT|COMMIT|CREATE|DROP|GRANT|RESET|REVOKE|SECURITY LABEL|SET|START TRANSACTION)\b|^SELECT\s+(pg_catalog\.)?set_config\b|^REFRESH MATERIALIZED VIEW\b/i;

/** Those of psql that pg_dump writes: the first two against a file that makes psql do more. */
const EXPECTED_OF_PSQL = /^\\(restrict|unrestrict|connect|c)\b/;

/** @throws RehearsalError when a statement isn't one of a schema file */
export function expectSchema(path: string, { text, line, isPsql }: Statement): void {
  const refused = isPsql ? undefined : REFUSED.find(({ sign }) => sign.test(text));
  if (refused) throw new RehearsalError(`${path}:${line}: ${refused.problem}`, refused.advice(path));
  if ((isPsql ? EXPECTED_OF_PSQL : EXPECTED).test(text)) return;
  const [first = ""] = text.split(/[\s(;]/);
  const problem = isPsql
    ? `psql's ${first} isn't followed.`
    : `"${first.slice(0, 40)}" begins no statement of a schema.`;
  throw new RehearsalError(`${path}:${line}: ${problem}`, TAKE_OUT(path));
}
