import { DatabaseError } from "pg";
import type { Session } from "../../clients/postgres-session";
import { quoted } from "../apply/postgres-target";
import type { Substitution } from "../stack/substitutions";
import type { Step } from "./loading-plan";
import { MissingExtensions } from "./missing-extensions";
import { refusedStatement } from "./refused-statement";
import type { SchemaFile } from "./schema-file";

/** How many statements are run at once. */
const AT_ONCE = 100;

const INSUFFICIENT_PRIVILEGE = "42501";
const DUPLICATE_SCHEMA = "42P06";

/** Runs the statements of a file in a superuser's session. */
export class StatementRunner {
  private readonly missing = new MissingExtensions();
  private readonly settings: Substitution[] = [];

  static async in(session: Session, file: SchemaFile, owner: string): Promise<StatementRunner> {
    // What it says of its own would fill the server's log.
    await session.query("SET log_statement = 'none'; SET log_min_messages = 'fatal'");
    const [row] = await session.query("SHOW server_version");
    return new StatementRunner(session, file, owner, String(row?.server_version).split(" ")[0] ?? "");
  }

  private constructor(
    private readonly session: Session,
    private readonly file: SchemaFile,
    private readonly owner: string,
    private readonly version: string,
  ) {}

  /** What it had to do without. */
  get substitutions(): Substitution[] {
    return [...this.settings, ...this.missing.substitutions(this.file.path)];
  }

  /** @throws RehearsalError when one can't be made */
  async makeRoles(roles: ReadonlyMap<string, number>): Promise<void> {
    for (const [role, line] of roles) {
      const [known] = await this.session.query("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", [role]);
      if (!known) await this.runOne({ sql: `CREATE ROLE ${quoted(role)}`, line, as: "superuser" });
    }
  }

  /** @throws RehearsalError when PostgreSQL refuses one, or hasn't what tables need */
  async run(steps: readonly Step[]): Promise<void> {
    for (let index = 0; index < steps.length; index += AT_ONCE) {
      const some = steps.slice(index, index + AT_ONCE);
      // Together they are quicker, but one that fails takes the others with it.
      const error = await this.errorOf(some);
      if (error) for (const step of some) await this.runOne(step);
    }
    this.missing.expectNoTables(this.file.path);
  }

  private async runOne(step: Step): Promise<void> {
    const error = await this.errorOf([step]);
    if (error?.code === INSUFFICIENT_PRIVILEGE && step.as === "owner")
      return this.runOne({ ...step, as: "superuser" });
    if (!error || this.isFine(step, error)) return;
    throw refusedStatement(this.file, step.line, this.version, error);
  }

  /** @returns why PostgreSQL refuses them, if it does */
  private async errorOf(steps: readonly Step[]): Promise<DatabaseError | undefined> {
    try {
      await this.session.query(this.sqlOf(steps));
      return undefined;
    } catch (error) {
      if (error instanceof DatabaseError) return error;
      throw error;
    }
  }

  private sqlOf(steps: readonly Step[]): string {
    const become = (as: Step["as"]) => (as === "owner" ? `SET ROLE ${quoted(this.owner)}` : "RESET ROLE");
    const statements = steps.flatMap(({ sql, as }, index) =>
      as === steps[index - 1]?.as ? [sql] : [become(as), sql],
    );
    // Behind a comment in the last line, a semicolon would be part of it.
    return statements.join("\n;\n");
  }

  private isFine(step: Step, error: DatabaseError): boolean {
    if (/^SET\b/i.test(step.sql)) {
      const [, name = ""] = /^SET\s+([\w.]+)/i.exec(step.sql) ?? [];
      const from = `${this.file.path}:${step.line}`;
      this.settings.push({
        address: this.file.path,
        what: `the setting ${name}`,
        from,
        to: "this server's own",
      });
      return true;
    }
    // The stack makes those that it describes.
    if (error.code === DUPLICATE_SCHEMA) return true;
    return this.missing.explains(step, error);
  }
}
