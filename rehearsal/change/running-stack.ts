import type {
  AccessManifest,
  RoleDescription,
  StaticRoleDescription,
  WorkloadDescription,
} from "../../constructs";
import {
  type AccessChange,
  type Change,
  type Effect,
  effectOnUse,
} from "../../constructs/access/access-change";
import { RehearsalError } from "../../clients/could-not-tell";
import { Session } from "../../clients/postgres-session";
import type { VaultClient } from "../../clients/vault-client";
import { Context } from "../../contract/context";
import type { Deployment } from "../../contract/deployment";
import type { Lease } from "../../contract/leases";
import type { Subject } from "../../contract/subject";
import type { WorkloadContext } from "../../contract/workload/workload-context";
import { CredentialInUse } from "./credential-in-use";
import { LOAD_NOTE, loadStatement, loadTables } from "./load-statement";

/** How many clients query at once, and how often each of them does. A credential has one at least. */
const CLIENTS = 8;
const QUERIES_PER_SECOND = 50;

type Role = Change<RoleDescription | StaticRoleDescription>;
type Reader = Change<WorkloadDescription>;

/** A workload that has logged in. */
export interface WorkloadInUse {
  readonly about: Subject;
  /** As it was. */
  readonly workload: WorkloadDescription;
  readonly effect: Effect;
  /** What differs, one sentence each. */
  readonly because: readonly string[];
  /** Vault as it sees it. */
  readonly vault: VaultClient;
  /** The leased roles that it reads, and goes on reading. */
  readonly reads: readonly string[];
}

export interface RunningStackProps {
  /** The stack as it is. */
  readonly deployment: Deployment;
  readonly change: AccessChange;
  /** What will be described. */
  readonly next: AccessManifest;
}

/** A stack that is in use: whoever is described has logged in, has what it may have, and queries all the time. */
export class RunningStack {
  /** @throws RehearsalError when somebody doesn't get what is described */
  static async start(props: RunningStackProps): Promise<RunningStack> {
    const running = new RunningStack(props);
    try {
      await running.logIn();
      await running.query();
    } catch (cause) {
      const problem = `The stack as it was doesn't do what it describes: ${(cause as Error).message}`;
      throw new RehearsalError(problem, "Rehearse it alone, to see what it lacks.", { cause });
    }
    return running;
  }

  readonly workloads: WorkloadInUse[] = [];
  readonly credentials: CredentialInUse[] = [];
  private readonly context: Context;

  private constructor(private readonly props: RunningStackProps) {
    this.context = new Context(props.deployment);
  }

  /** Ends its queries, and gives back what it got. What they wrote is gone. */
  async stop(): Promise<void> {
    await Promise.all(this.credentials.map((credential) => credential.stop()));
    await this.clear();
    await this.context.leases.revokeAll();
    const { vault } = this.props.deployment;
    const tokens = this.workloads.map(({ vault: { token } }) => token);
    await Promise.all(
      tokens.map((token) => vault.request("POST", "auth/token/revoke", { token }).catch(() => undefined)),
    );
  }
  /** Deletes what queries wrote. */
  private async clear(): Promise<void> {
    const { deployment } = this.props;
    for (const database of deployment.access.databases) {
      const server = deployment.serverOf(database);
      const clear = async (session: Session) => {
        for (const table of loadTables(database))
          await session.query(`DELETE FROM ${table} WHERE note = $1`, [LOAD_NOTE]).catch(() => undefined);
      };
      // The change may have taken the database away.
      await Session.with(server, database.name, server.superuser, clear).catch(() => undefined);
    }
  }

  /** Another lease of a role, as who may read it. */
  async issue(path: string, vault: VaultClient): Promise<void> {
    await this.context.leases.issue(path, vault);
  }

  /** Each workload logs in and takes what it may read; what nobody reads, an operator takes. */
  private async logIn(): Promise<void> {
    const { deployment, change } = this.props;
    const roles: readonly Role[] = [...change.roles, ...change.staticRoles];
    const used = await Promise.all(change.workloads.map((workload) => this.logInWorkload(workload, roles)));
    this.workloads.push(...used.map(({ workload }) => workload));
    const read = new Set(change.workloads.flatMap(({ subject }) => subject.reads.map(({ path }) => path)));
    const unread = roles.filter(({ subject }) => !read.has(subject.path));
    const taken = await Promise.all(unread.map((role) => this.take(role, deployment.vault)));
    this.credentials.push(...used.flatMap(({ credentials }) => credentials), ...taken);
  }

  private async logInWorkload(
    change: Reader,
    roles: readonly Role[],
  ): Promise<{ workload: WorkloadInUse; credentials: CredentialInUse[] }> {
    const { subject, effect, because } = change;
    const context = this.context.workloads.find(({ workload }) => workload === subject) as WorkloadContext;
    const vault = await context.vault();
    const own = roles.filter((role) => subject.reads.some(({ path }) => path === role.subject.path));
    const credentials = await Promise.all(own.map((role) => this.take(role, vault, change)));
    const kept = credentials.filter(({ props }) => props.lease && props.effect !== "ends");
    const reads = kept.map(({ props }) => props.role.path);
    return {
      workload: { about: context.about, workload: subject, effect, because, vault, reads },
      credentials,
    };
  }

  private async take(role: Role, vault: VaultClient, reader?: Reader): Promise<CredentialInUse> {
    const { deployment, next } = this.props;
    const { leases, staticCredentials } = this.context;
    const { path, database } = role.subject;
    const isLeased = "kind" in role.subject;
    const login = isLeased ? await leases.issue(path, vault) : await staticCredentials.read(path, vault);
    return new CredentialInUse({
      role: role.subject,
      reader: reader?.subject,
      effect: effectOnUse(role, path, reader && { change: reader, after: next }),
      goes: role.effect === "ends",
      because: [...role.because, ...(reader?.because ?? [])],
      login: { user: login.user, password: login.password },
      lease: isLeased ? (login as Lease) : undefined,
      vault,
      server: deployment.serverOf(database),
    });
  }

  private async query(): Promise<void> {
    const { credentials } = this;
    const clients = credentials.length && Math.max(CLIENTS, credentials.length);
    const everyMs = (1000 / QUERIES_PER_SECOND) * (Math.max(CLIENTS, clients) / CLIENTS);
    for (let index = 0; index < clients; index++) {
      const credential = credentials[index % credentials.length] as CredentialInUse;
      const { group, database: reference, settings } = credential.props.role;
      if (credential.clients.length >= (settings?.connectionLimit ?? CLIENTS)) continue;
      const { database } = this.context.databaseOf(reference);
      await credential.addClient({ statement: loadStatement(database, group), everyMs });
    }
  }
}
