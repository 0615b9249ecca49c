import { RehearsalError } from "./rehearsal-error";
import type { SynthesizedStack } from "./synthesized-stack";

/** Which PostgreSQL servers a stack speaks of, by `host:port` as Vault sees them. */
export class Endpoints {
  /** Every server, each once. */
  readonly all: readonly string[];
  private readonly ofDatabase = new Map<string, string>();

  constructor(private readonly stack: SynthesizedStack) {
    for (const { engine, name, database, endpoint } of stack.access.connections) {
      if (endpoint) this.place(`${engine}/${name}`, database, `${endpoint.host}:${endpoint.port}`);
    }
    const [elsewhere = "elsewhere:5432"] = this.ofDatabase.values();
    for (const { name } of stack.access.databases) {
      if (!this.ofDatabase.has(name)) this.ofDatabase.set(name, elsewhere);
    }
    this.all = [...new Set(this.ofDatabase.values())];
  }

  /** The server of a database. */
  of(database: string): string {
    return this.ofDatabase.get(database) ?? this.all[0] ?? "";
  }

  /** The server of one of Terraform's providers: that of the databases made through it. */
  ofProvider(provider: string): string {
    const made = this.stack.resources.find(
      ({ type, attributes }) =>
        type === "postgresql_database" && (attributes.provider ?? "postgresql") === provider,
    );
    return this.of(String(made?.attributes.name));
  }

  private place(connection: string, database: string, endpoint: string): void {
    const known = this.ofDatabase.get(database) ?? endpoint;
    if (known !== endpoint) {
      const problem = `${connection}: database "${database}" is on ${endpoint} here and on ${known} elsewhere.`;
      throw new RehearsalError(problem, "Give databases of different servers different names.");
    }
    this.ofDatabase.set(database, endpoint);
  }
}
