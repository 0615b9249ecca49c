import { type DatabaseError } from "pg";
import { RehearsalError } from "../../clients/could-not-tell";
import type { Substitution } from "../stack/substitutions";
import type { Step } from "./loading-plan";
import { subjectOf } from "./subject-of";

/** How PostgreSQL says that it hasn't an extension, or its library. */
const NOT_THERE = new Set(["0A000", "58P01", "42704"]);

/** How it says that something is named which isn't there: a type, function, table, schema, column, library. */
const UNDEFINED = new Set(["42704", "42883", "42P01", "3F000", "42703", "58P01"]);

const EXTENSION = /^(CREATE|COMMENT\s+ON|ALTER)\s+EXTENSION\b/i;
const TABLE = /^CREATE\s+(UNLOGGED\s+|FOREIGN\s+)?TABLE\b/i;
/** What is said of something, which goes without saying where that isn't there. */
const BESIDE = /^(COMMENT|GRANT|REVOKE|SECURITY)\b|\sOWNER\s+TO\s/i;

/** The extensions of a file that a server hasn't, and what has to be left out without them. */
export class MissingExtensions {
  private readonly extensions: { readonly name: string; readonly line: number }[] = [];
  private readonly tables: { readonly name: string; readonly line: number }[] = [];
  private readonly leftOut = new Set<string>();

  /** Whether what PostgreSQL refuses is left out for want of an extension. */
  explains({ sql, line }: Step, { code = "" }: DatabaseError): boolean {
    if (EXTENSION.test(sql)) return this.isExtension(sql, line, code);
    if (!this.extensions.length || !UNDEFINED.has(code)) return false;
    if (TABLE.test(sql)) this.tables.push({ name: subjectOf(sql).replace(/^.*table /, ""), line });
    else if (!BESIDE.test(sql)) this.leftOut.add(subjectOf(sql));
    return true;
  }

  private isExtension(sql: string, line: number, code: string): boolean {
    const isMissing = NOT_THERE.has(code);
    if (isMissing && /^CREATE/i.test(sql))
      this.extensions.push({ name: subjectOf(sql).replace("extension ", ""), line });
    return isMissing;
  }

  /** @throws RehearsalError when there are tables that need one of them */
  expectNoTables(path: string): void {
    if (!this.tables.length) return;
    const tables = this.tables.slice(0, 10).map(({ name, line }) => `${name} (line ${line})`);
    const more = this.tables.length > 10 ? ` and ${this.tables.length - 10} more` : "";
    const problem = `${path}:${this.extensions[0]?.line}: This server hasn't ${this.names}, which tables need: ${tables.join(", ")}${more}.`;
    const advice =
      "In a copy of the file, give their columns of its types another type, such as text, and rehearse with that.";
    throw new RehearsalError(problem, advice);
  }

  substitutions(path: string): Substitution[] {
    const without = this.leftOut.size ? `nothing; left out are ${[...this.leftOut].join(", ")}` : "nothing";
    return this.extensions.map(({ name, line }, index) => ({
      address: path,
      what: `the extension ${name}, which this server hasn't`,
      from: `${path}:${line}`,
      to: index === this.extensions.length - 1 ? without : "nothing",
    }));
  }

  private get names(): string {
    return this.extensions.map(({ name }) => `the extension ${name}`).join(" or ");
  }
}
