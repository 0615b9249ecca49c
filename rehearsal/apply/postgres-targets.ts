import type { Postgres } from "../servers/postgres";
import type { StackServers } from "../servers/stack-servers";
import { PostgresTarget } from "./postgres-target";

/** The PostgreSQL servers that an applier changes, also those that a change takes away. */
export class PostgresTargets {
  private readonly byEndpoint = new Map<string, PostgresTarget>();

  constructor(private readonly servers: Pick<StackServers, "endpoints" | "at">) {}

  /** The server of one of Terraform's providers. A stack without a database has none, and no resource that asks for it. */
  ofProvider(provider: string): PostgresTarget {
    const endpoint = this.servers.endpoints.ofProvider(provider);
    return this.byEndpoint.get(endpoint) ?? (this.open(endpoint) as PostgresTarget);
  }

  async close(): Promise<void> {
    await Promise.all([...this.byEndpoint.values()].map((target) => target.close()));
  }

  private open(endpoint: string): PostgresTarget | undefined {
    const server = this.servers.at(endpoint) as Postgres | undefined;
    if (!server) return undefined;
    const { host, port, admin } = server;
    const target = new PostgresTarget({ host, port, ...admin });
    this.byEndpoint.set(endpoint, target);
    return target;
  }
}
