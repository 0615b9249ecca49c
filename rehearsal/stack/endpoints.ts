import type { AccessManifest, DatabaseReference } from "../../constructs";
import { authorityOf, hostsOf } from "../../constructs/access/endpoint-description";

/** The server of an imported database that no connection here leads to. */
const ELSEWHERE = "elsewhere";

/** What of a stack says which servers it has. */
export type StackWithServers = Pick<AccessManifest, "stack" | "databases" | "connections">;

/**
 * Which PostgreSQL servers a stack speaks of. One server can have several names: that of Terraform's provider for it, and
 * every `host:port` that Vault sees it by, also where that is one of several. The first `host:port` stands for it.
 *
 * A `host:port` is one server for all stacks, and a provider for one of them: for another stack of the same name, too, which is
 * the same one later.
 */
export class Endpoints {
  /** Every server of the stack, each once. */
  readonly all: readonly string[];
  private readonly servers: Set<string>[] = [];

  /** @param stacks those that share servers, with this one */
  constructor(
    private readonly stack: StackWithServers,
    private readonly stacks: readonly StackWithServers[] = [stack],
  ) {
    for (const each of stacks) this.joinConnections(each);
    for (const each of stacks) this.joinDatabases(each);
    this.all = [...new Set(stack.databases.map((database) => this.of(database)))];
  }

  /** The server of a database. */
  of({ server }: DatabaseReference): string {
    return this.named(server) ?? "";
  }

  /** The server that has a name: a `host:port`, or one of Terraform's providers. */
  named(name: string): string | undefined {
    const known = this.inStack(name, this.stack);
    const names = this.servers.find((server) => server.has(known));
    return names && ([...names].find(isEndpoint) ?? [...names][0]);
  }

  /** How many standbys a server has: as many as the longest list of hosts that leads to it has besides one. */
  standbysOf(server: string): number {
    const named = this.stacks
      .flatMap(({ connections }) => connections)
      .filter(({ endpoint }) => endpoint && this.named(authorityOf(endpoint)) === server);
    return Math.max(0, ...named.map(({ endpoint }) => hostsOf(endpoint!).length - 1));
  }

  /** The server of one of Terraform's providers. What is made through one without a database is made on the first server. */
  ofProvider(provider: string): string {
    return this.named(provider) ?? this.all[0] ?? "";
  }

  private joinConnections(stack: StackWithServers): void {
    for (const { database, endpoint } of stack.connections) {
      if (!endpoint) continue;
      const hosts = hostsOf(endpoint).map(({ host, port }) => `${host}:${port}`);
      this.join(this.inStack(database.server, stack), authorityOf(endpoint), ...hosts);
    }
  }

  private joinDatabases(stack: StackWithServers): void {
    const [first] = this.servers;
    for (const { server } of stack.databases) {
      const name = this.inStack(server, stack);
      if (server === ELSEWHERE && first) first.add(name);
      else this.join(name);
    }
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

  /** A name that no other stack has for another server, if it isn't one already. */
  private inStack(name: string, { stack }: StackWithServers): string {
    return isEndpoint(name) || name.includes("/") ? name : `${stack}/${name}`;
  }
}

function isEndpoint(name: string): boolean {
  return name.includes(":");
}
