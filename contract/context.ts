import type { AccessManifest, DatabaseReference } from "../constructs";
import { RehearsalError } from "../clients/could-not-tell";
import type { Deployment } from "./deployment";
import { isSameDatabase } from "./difference";
import { Fixture } from "./fixture";
import { Leases } from "./leases";
import type { AccessMatrix } from "./postgres/access-matrix/access-matrix";
import { DatabaseAccess } from "./postgres/access-matrix/database-access";
import { DatabaseContext } from "./postgres/database-context";
import { Probes } from "./postgres/probes";
import { RoleContext } from "./postgres/role/role-context";
import { StaticRoleContext } from "./postgres/static-role/static-role-context";
import { ServerContext } from "./postgres/server-context";
import { StaticCredentials } from "./static-credentials";
import type { Subject } from "./subject";
import { AppRoleAgentContext } from "./workload/agent/approle-agent-context";
import { PodContext } from "./workload/kubernetes/injector/pod-context";
import { WorkloadContext } from "./workload/workload-context";

/** What the checks of a deployment share: what they are about, and what is made for them when the first asks for it. */
export class Context {
  readonly access: AccessManifest;
  readonly about: Subject;
  readonly leases: Leases;
  readonly staticCredentials: StaticCredentials;
  readonly servers: readonly ServerContext[];
  readonly databases: readonly DatabaseContext[];
  readonly roles: readonly RoleContext[];
  readonly staticRoles: readonly StaticRoleContext[];
  readonly workloads: readonly WorkloadContext[];
  readonly agents: readonly AppRoleAgentContext[];
  /** The same agents, started by checks of their own. */
  readonly failingAgents: readonly AppRoleAgentContext[];

  /** Pods that an injector gives an agent. */
  readonly pods: readonly PodContext[];

  /** Every lease that is left, revoked. */
  readonly revoked = new Fixture(() => this.leases.revokeAll());

  private readonly databaseAccess = new Map<DatabaseContext, DatabaseAccess>();

  /** @param onAccess told who may do what in a database, when that is known */
  constructor(
    readonly deployment: Deployment,
    readonly onAccess: (matrix: AccessMatrix) => void = () => undefined,
  ) {
    const { access, vault } = deployment;
    this.access = access;
    this.about = { kind: "stack", name: access.stack };
    this.leases = new Leases(vault);
    this.staticCredentials = new StaticCredentials(vault, this.leases.passwords);
    this.databases = access.databases.map((database) => {
      const isInvented = deployment.loadedSchema(database) === undefined;
      const probes = new Probes(deployment.serverOf(database), database, isInvented);
      const roles = () => this.roles.filter((role) => role.database.probes === probes);
      return new DatabaseContext(probes, () => Promise.allSettled(roles().map(({ lease }) => lease.get())));
    });
    this.servers = [...new Set(this.databases.map(({ server }) => server))].map(
      (server) =>
        new ServerContext(
          server,
          this.databases.filter((database) => database.server === server),
          access.breakGlass.filter((each) => this.databaseOf(each.database).server === server),
        ),
    );
    this.roles = access.roles.map(
      (role) => new RoleContext(role, this.databaseOf(role.database), this.leases),
    );
    this.staticRoles = access.staticRoles.map(
      (role) => new StaticRoleContext(role, this.databaseOf(role.database), this.staticCredentials),
    );
    this.workloads = access.workloads.map(
      (workload) => new WorkloadContext(workload, deployment, this.leases, this.staticCredentials),
    );
    this.agents = this.agentContexts();
    this.failingAgents = this.agentContexts();
    this.pods = this.workloads.flatMap((context) => {
      const { injector } = context.workload;
      return injector ? [new PodContext(context, injector, deployment, this.leases)] : [];
    });
  }

  /** @throws RehearsalError when `access.json` describes no such database */
  databaseOf(reference: DatabaseReference): DatabaseContext {
    const found = this.databases.find(({ database }) => isSameDatabase(database, reference));
    if (found) return found;
    const problem = `access.json describes no database "${reference.name}" on server "${reference.server}", though it names it.`;
    throw new RehearsalError(problem, "Synthesize it again: npm run synth");
  }

  /** Who may do what in a database. */
  accessOf(database: DatabaseContext): DatabaseAccess {
    const users = [...this.roles, ...this.staticRoles].filter(
      (each) => each.database.server === database.server,
    );
    const known =
      this.databaseAccess.get(database) ?? new DatabaseAccess(database, this.access.breakGlass, users);
    this.databaseAccess.set(database, known);
    return known;
  }

  private agentContexts(): AppRoleAgentContext[] {
    return this.workloads.flatMap((context) => {
      const { agent, login } = context.workload;
      if (!agent || login.method !== "approle") return [];
      return [new AppRoleAgentContext(context, agent, login, this.deployment, this.leases)];
    });
  }
}
