import type { PrivilegesDescription, RoleDescription } from "../../../constructs";
import { RehearsalError } from "../../../clients/could-not-tell";
import { Session } from "../../../clients/postgres-session";
import { Fixture } from "../../fixture";
import type { Lease, Leases } from "../../leases";
import type { Subject } from "../../subject";
import type { DatabaseContext } from "../database-context";

/** What the checks of a Vault role, whose leases are PostgreSQL roles, share. */
export class RoleContext {
  readonly about: Extract<Subject, { kind: "role" }>;

  /** The lease that its checks look at. */
  readonly lease: Fixture<Lease> = new Fixture(() => this.issue());

  /** A session of that lease. */
  readonly session = new Fixture(async () => this.open(await this.lease.get()));

  /** Another lease with a session, for whoever looks on when others are revoked. */
  readonly bystander = new Fixture(async () => {
    const lease = await this.issue();
    return { lease, session: await this.open(lease) };
  });

  constructor(
    readonly role: RoleDescription,
    readonly database: DatabaseContext,
    readonly leases: Leases,
  ) {
    this.about = { kind: "role", name: role.name, engine: role.engine };
  }

  /** A new lease. */
  issue(): Promise<Lease> {
    return this.leases.issue(this.role.path);
  }

  /** A session of a lease. */
  open(lease: Lease): Promise<Session> {
    return Session.open(this.database.server, this.role.database.name, lease);
  }

  /** @throws RehearsalError when `access.json` describes no such group role */
  get privileges(): PrivilegesDescription {
    const { name, groups } = this.database.database;
    const found = groups.find(({ role }) => role === this.role.group);
    if (found) return found.privileges;
    const problem = `access.json describes no group role "${this.role.group}" in database "${name}", though it names it.`;
    throw new RehearsalError(problem, "Synthesize it again: npm run synth");
  }

  /** Whom its leased roles act as when they log in: the owner, or each as itself. */
  actsAs({ user }: Lease): string {
    const { owner } = this.database.database;
    return this.role.group === owner ? owner : user;
  }

  async close(): Promise<void> {
    await this.session.undo((session) => session.close());
    await this.bystander.undo(({ session }) => session.close());
  }
}
