import type { AccessManifest } from "../../constructs";
import { Endpoints } from "../stack/endpoints";
import { AuditDeclarations } from "./audit-declarations";
import type { CertificateAuthority } from "./certificate-authority";
import { certifiedAccounts, ClientCertificates } from "./client-certificates";
import { Clusters, type ClustersProps } from "./clusters";
import { FirstServers, type FirstServersProps } from "./first-servers";
import { ImpostorServer } from "./impostor";
import { JwtIssuers } from "./jwt-issuers";
import { LogCollector } from "./log-collector";
import { type ReplicatedPostgres, startReplicatedPostgres } from "./replicated-postgres";
import { StackServers } from "./stack-servers";
import type { StartedServers } from "./started-servers";
import type { Workspace } from "./workspace";

export interface ThrowawayServersProps extends FirstServersProps, ClustersProps {}

/** Everything that stacks need to be rehearsed on, started at once. */
export class ThrowawayServers {
  /**
   * @param stacks what is described by those that share the servers: several, or one as it was and as it will be
   * @param first those that have been started already. @default - they are started
   */
  static async start(
    stacks: readonly AccessManifest[],
    workspace: Workspace,
    props: ThrowawayServersProps,
    first = new FirstServers(workspace, props),
  ): Promise<ThrowawayServers> {
    const authority = await first.authority;
    const [vault, reference, postgres, clusters, jwtIssuers, collectors, impostors] = await Promise.all([
      first.vault,
      first.reference,
      startPostgresServers(stacks, workspace, props, first),
      Clusters.start(stacks, workspace, authority, props),
      JwtIssuers.start(stacks, workspace, authority),
      startCollectors(stacks, workspace),
      startImpostors(stacks, workspace, authority),
    ]);
    return new ThrowawayServers(stacks, {
      directory: workspace.directory,
      ca: { pem: authority.pem, file: first.caFile },
      vault,
      reference,
      postgres,
      clusters,
      jwtIssuers,
      collectors,
      impostors,
      clientCertificates: await ClientCertificates.issue(
        workspace,
        authority,
        [...certifiedAccounts(stacks).values()].flat(),
      ),
    });
  }

  readonly auditDeclarations: AuditDeclarations;
  /** What was done once for all stacks. */
  private readonly done = new Map<string, Promise<unknown>>();

  private constructor(
    private readonly stacks: readonly AccessManifest[],
    private readonly started: StartedServers,
  ) {
    this.auditDeclarations = new AuditDeclarations(started.vault);
  }

  /** The servers as one of the stacks speaks of them. */
  of(stack: AccessManifest): StackServers {
    const { started, stacks } = this;
    return new StackServers(
      started,
      new Endpoints(stack, stacks),
      started.clusters.in(stack),
      started.jwtIssuers.in(stack),
    );
  }

  /** Does something once for all stacks, for whichever asks first. */
  once<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
    const result = (this.done.get(what) as Promise<Result> | undefined) ?? action();
    this.done.set(what, result);
    return result;
  }
}

async function startPostgresServers(
  stacks: readonly AccessManifest[],
  workspace: Workspace,
  { postgres: version }: ThrowawayServersProps,
  first: FirstServers,
): Promise<ReadonlyMap<string, ReplicatedPostgres>> {
  const authority = await first.authority;
  const endpoints = stacks.map((stack) => new Endpoints(stack, stacks));
  const certified = certifiedAccounts(stacks);
  const names = [...new Set(endpoints.flatMap(({ all }) => all))];
  const servers = names.map(async (name, index): Promise<[string, ReplicatedPostgres]> => {
    const primary = await (index ? first.startPostgres() : first.postgres);
    const standbys = Math.max(...endpoints.map((each) => each.standbysOf(name)));
    const props = { version, authority, certified: certified.get(name) ?? [], standbys };
    return [name, await startReplicatedPostgres(workspace, primary, props)];
  });
  return new Map(await Promise.all(servers));
}

/** Where audit devices write that don't write a file, by the device. */
async function startCollectors(
  stacks: readonly AccessManifest[],
  workspace: Workspace,
): Promise<ReadonlyMap<string, LogCollector>> {
  const devices = stacks.flatMap(({ auditDevices }) => auditDevices).filter(({ type }) => type !== "file");
  const collectors = [...new Set(devices.map(({ path }) => path))].map(
    async (path): Promise<[string, LogCollector]> => {
      const collector = await LogCollector.start();
      workspace.onDispose(() => collector.close());
      return [path, collector];
    },
  );
  return new Map(await Promise.all(collectors));
}

/** Whom connections that verify certificates must not talk to. */
async function startImpostors(
  stacks: readonly AccessManifest[],
  workspace: Workspace,
  authority: CertificateAuthority,
): Promise<readonly ImpostorServer[]> {
  const connections = stacks.flatMap((stack) => stack.connections);
  if (!connections.some(({ tls }) => tls.startsWith("verify-"))) return [];
  const impostors = await ImpostorServer.startAll(authority);
  for (const impostor of impostors) workspace.onDispose(() => impostor.close());
  return impostors;
}
