import type { RoleDescription } from "../../../constructs";
import { Fixture } from "../../fixture";
import type { Lease, Leases } from "../../leases";
import type { DatabaseContext } from "../database-context";
import { UserContext } from "./user-context";

/** What the checks of a Vault role, whose leases are PostgreSQL roles, share. */
export class RoleContext extends UserContext {
  /** The lease that its checks look at. */
  readonly lease: Fixture<Lease> = new Fixture(() => this.issue());
  readonly user = this.lease;
  readonly session = new Fixture(async () => this.open(await this.lease.get()));

  /** Another lease with a session, for whoever looks on when others are revoked. */
  readonly bystander = new Fixture(async () => {
    const lease = await this.issue();
    return { lease, session: await this.open(lease) };
  });

  constructor(
    override readonly role: RoleDescription,
    database: DatabaseContext,
    readonly leases: Leases,
  ) {
    super(role, database);
  }

  /** A new lease. */
  issue(): Promise<Lease> {
    return this.leases.issue(this.role.path);
  }

  async close(): Promise<void> {
    await this.session.undo((session) => session.close());
    await this.bystander.undo(({ session }) => session.close());
  }
}
