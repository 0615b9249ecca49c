import type { AccessManifest, DatabaseReference } from "../../constructs";
import { authorityOf, hostsOf } from "../../constructs/access/endpoint-description";

/** The server of an imported database that no connection here leads to. */
const ELSEWHERE = "elsewhere";

/**
 * Which PostgreSQL servers a stack speaks of. One server can have several names: that of Terraform's provider for it, and
 * every `host:port` that Vault sees it by, also where that is one of several. The first `host:port` stands for it.
 */
export class Endpoints {
  /** Every server, each once. */
  readonly all: readonly string[];
  private readonly servers: Set<string>[] = [];

  private readonly connections: AccessManifest["connections"];

  constructor({ databases, connections }: Pick<AccessManifest, "databases" | "connections">) {
    this.connections = connections;
    for (const { database, endpoint } of connections) {
      if (!endpoint) continue;
      const hosts = hostsOf(endpoint).map(({ host, port }) => `${host}:${port}`);
      this.join(database.server, authorityOf(endpoint), ...hosts);
    }
    const [first] = this.servers;
    for (const { server } of databases) {
      if (server === ELSEWHERE && first) first.add(server);
      else this.join(server);
    }
    this.all = [...new Set(databases.map((database) => this.of(database)))];
  }

  /** The server of a database. */
  of({ server }: DatabaseReference): string {
    return this.named(server) ?? "";
  }

  /** The server that has a name: a `host:port`, or one of Terraform's providers. */
  named(name: string): string | undefined {
    const names = this.servers.find((server) => server.has(name));
    return names && ([...names].find(isEndpoint) ?? name);
  }

  /** How many standbys a server has: as many as the longest list of hosts that leads to it has besides one. */
  standbysOf(server: string): number {
    const named = this.connections.filter(
      ({ endpoint }) => endpoint && this.named(authorityOf(endpoint)) === server,
    );
    return Math.max(0, ...named.map(({ endpoint }) => hostsOf(endpoint!).length - 1));
  }

  /** The server of one of Terraform's providers. What is made through one without a database is made on the first server. */
  ofProvider(provider: string): string {
    return this.named(provider) ?? this.all[0] ?? "";
  }

  /** Names that stand for one server. */
  private join(...names: string[]): void {
    const known = this.servers.filter((server) => names.some((name) => server.has(name)));
    const joined = new Set([...known.flatMap((server) => [...server]), ...names]);
    const [first] = known;
    if (!first) this.servers.push(joined);
    else this.servers.splice(this.servers.indexOf(first), 1, joined);
    for (const other of known.slice(1)) this.servers.splice(this.servers.indexOf(other), 1);
  }
}

function isEndpoint(name: string): boolean {
  return name.includes(":");
}
