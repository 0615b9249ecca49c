import { RehearsalError } from "../../clients/could-not-tell";
import type { SynthesizedStack } from "./synthesized-stack";

/**
 * Which PostgreSQL servers a stack speaks of, by the first `host:port` that Vault sees each by: databases of one of
 * Terraform's providers are on one server, whatever names it has.
 */
export class Endpoints {
  /** Every server, each once. */
  readonly all: readonly string[];
  private readonly ofDatabase = new Map<string, string>();
  private readonly byName = new Map<string, string>();

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

  /** The server that a `host:port` of the stack names. */
  named(endpoint: string): string | undefined {
    return this.byName.get(endpoint);
  }

  /** The server of one of Terraform's providers: that of the databases made through it. */
  ofProvider(provider: string): string {
    return this.of(this.madeThrough(provider).find((name) => this.ofDatabase.has(name)) ?? "");
  }

  private madeThrough(provider: string): string[] {
    return this.stack.resources
      .filter(({ type, attributes }) => type === "postgresql_database" && providerOf(attributes) === provider)
      .map(({ attributes }) => String(attributes.name));
  }

  private place(connection: string, database: string, endpoint: string): void {
    const server = this.besides(database) ?? this.byName.get(endpoint) ?? endpoint;
    const known = this.ofDatabase.get(database) ?? server;
    if (known !== server) {
      const problem = `${connection}: database "${database}" is on ${endpoint} here and on ${known} elsewhere.`;
      throw new RehearsalError(problem, "Give databases of different servers different names.");
    }
    this.ofDatabase.set(database, server);
    this.byName.set(endpoint, server);
  }

  /** The server of another database that is made through the same provider. */
  private besides(database: string): string | undefined {
    const made = this.stack.resources.find(
      ({ type, attributes }) => type === "postgresql_database" && attributes.name === database,
    );
    const others = made ? this.madeThrough(providerOf(made.attributes)) : [];
    return others.map((name) => this.ofDatabase.get(name)).find((server) => server !== undefined);
  }
}

function providerOf(attributes: Readonly<Record<string, unknown>>): string {
  return String(attributes.provider ?? "postgresql");
}
