import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Clusters, type ClustersProps } from "./clusters";
import type { DatabaseReference } from "../../constructs";
import type { Reference } from "../../contract/vault/reference";
import { Endpoints } from "../stack/endpoints";
import { FirstServers, type FirstServersProps } from "./first-servers";
import { ImpostorServer } from "./impostor";
import { LogCollector } from "./log-collector";
import type { Postgres } from "./postgres";
import type { Vault } from "./vault";
import type { Workspace } from "./workspace";
import type { Substitutes } from "../stack/substitutions";
import type { SynthesizedStack } from "../stack/synthesized-stack";

export interface ThrowawayServersProps extends FirstServersProps, ClustersProps {}

/** Everything a stack needs to be rehearsed on, started at once. */
export class ThrowawayServers implements Substitutes {
  /** @param first those that have been started already. @default - they are started */
  static async start(
    stack: SynthesizedStack,
    workspace: Workspace,
    props: ThrowawayServersProps,
    first = new FirstServers(workspace, props),
  ): Promise<ThrowawayServers> {
    const endpoints = new Endpoints(stack.access);
    const authority = await first.authority;
    const devices = stack.access.auditDevices.filter(({ type }) => type !== "file");
    const verifiesTls = stack.access.connections.some(({ tls }) => tls.startsWith("verify-"));
    const [vault, reference, servers, clusters, collectors, impostors] = await Promise.all([
      first.vault,
      first.reference,
      Promise.all(
        endpoints.all.map(async (endpoint, index) => {
          const postgres = await (index ? first.startPostgres() : first.postgres);
          return [endpoint, postgres] as const;
        }),
      ),
      Clusters.start(stack.access, workspace, authority, props),
      Promise.all(devices.map(async ({ path }) => [path, await LogCollector.start()] as const)),
      verifiesTls ? ImpostorServer.startAll(authority) : [],
    ]);
    for (const [, collector] of collectors) workspace.onDispose(() => collector.close());
    for (const impostor of impostors) workspace.onDispose(() => impostor.close());
    return new ThrowawayServers(
      workspace,
      endpoints,
      { pem: authority.pem, file: first.caFile },
      vault,
      reference,
      new Map(servers),
      clusters,
      new Map(collectors),
      impostors,
    );
  }

  private constructor(
    private readonly workspace: Workspace,
    readonly endpoints: Endpoints,
    readonly ca: Substitutes["ca"],
    readonly vault: Vault,
    readonly reference: Reference,
    private readonly servers: ReadonlyMap<string, Postgres>,
    readonly clusters: Clusters,
    private readonly collectors: ReadonlyMap<string, LogCollector>,
    readonly impostors: readonly ImpostorServer[],
  ) {}

  /** PostgreSQL's version, the same on all servers. */
  get postgresVersion(): string {
    return [...this.servers.values()][0]?.version ?? "";
  }

  at(endpoint: string): Postgres {
    return this.servers.get(endpoint) as Postgres;
  }

  serverOf(database: DatabaseReference): Postgres {
    return this.at(this.endpoints.of(database));
  }

  postgresFor(endpoint: string): string | undefined {
    const server = this.servers.get(this.endpoints.named(endpoint) ?? "");
    return server && `${server.host}:${server.port}`;
  }

  auditFile(device: string): string {
    const path = this.auditPath(device);
    // With a mode that leaves the file as it is, Vault wants it to be there.
    writeFileSync(path, "", { flag: "a", mode: 0o600 });
    return path;
  }

  private auditPath(device: string): string {
    return join(this.workspace.directory, `audit-${device}.log`);
  }

  auditAddress(device: string): string {
    return this.collectors.get(device)?.address ?? "";
  }

  async auditLog(device: string): Promise<string> {
    return this.collectors.get(device)?.text ?? (await readFile(this.auditPath(device), "utf8"));
  }
}
