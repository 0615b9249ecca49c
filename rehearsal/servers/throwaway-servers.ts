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
import { certifiedAccounts, ClientCertificates } from "./client-certificates";
import type { Postgres } from "./postgres";
import { type Standby, startStandby } from "./standby";
import type { Vault } from "./vault";
import type { Workspace } from "./workspace";
import type { Substitutes } from "../stack/substitutions";
import type { SynthesizedStack } from "../stack/synthesized-stack";

export interface ThrowawayServersProps extends FirstServersProps, ClustersProps {}

/** A server with its standbys, where it has any. */
interface Replicated {
  readonly primary: Postgres;
  readonly standbys: readonly Standby[];
}

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
    const certified = certifiedAccounts(stack.access, endpoints);
    const verifiesTls = stack.access.connections.some(({ tls }) => tls.startsWith("verify-"));
    const [vault, reference, servers, clusters, collectors, impostors] = await Promise.all([
      first.vault,
      first.reference,
      Promise.all(
        endpoints.all.map(async (endpoint, index) => {
          const primary = await (index ? first.startPostgres() : first.postgres);
          const accounts = certified.get(endpoint);
          if (accounts) await primary.demandCertificates(accounts);
          const standbys = Array.from({ length: endpoints.standbysOf(endpoint) }, (_, number) => {
            const version = props.postgres;
            return startStandby(workspace, primary, { version, authority, name: `standby_${number}` });
          });
          return [endpoint, { primary, standbys: await Promise.all(standbys) }] as const;
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
      await ClientCertificates.issue(workspace, authority, [...certified.values()].flat()),
    );
  }

  private constructor(
    private readonly workspace: Workspace,
    readonly endpoints: Endpoints,
    readonly ca: Substitutes["ca"],
    readonly vault: Vault,
    readonly reference: Reference,
    private readonly servers: ReadonlyMap<string, Replicated>,
    readonly clusters: Clusters,
    private readonly collectors: ReadonlyMap<string, LogCollector>,
    readonly impostors: readonly ImpostorServer[],
    readonly clientCertificates: ClientCertificates,
  ) {}

  /** PostgreSQL's version, the same on all servers. */
  get postgresVersion(): string {
    return [...this.servers.values()][0]?.primary.version ?? "";
  }

  at(endpoint: string): Postgres {
    return (this.servers.get(endpoint) as Replicated).primary;
  }

  serverOf(database: DatabaseReference): Postgres {
    return this.at(this.endpoints.of(database));
  }

  postgresFor(endpoint: string): string | undefined {
    const server = this.servers.get(this.endpoints.named(endpoint) ?? "");
    if (!server) return undefined;
    // The primary is the last, so that whoever takes the first one gets to a standby.
    const members = [...server.standbys, server.primary].slice(-endpoint.split(",").length);
    return members.map(({ host, port }) => `${host}:${port}`).join(",");
  }

  standbysOf(database: DatabaseReference): readonly Standby[] {
    return this.servers.get(this.endpoints.of(database))?.standbys ?? [];
  }

  clientCertificateOf(account: string) {
    return this.clientCertificates.filesOf(account);
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
