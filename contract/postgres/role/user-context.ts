import type {
  DatabaseReference,
  GroupDescription,
  PrivilegesDescription,
  SessionDescription,
} from "../../../constructs";
import { RehearsalError } from "../../../clients/could-not-tell";
import { type Login, Session } from "../../../clients/postgres-session";
import type { Fixture } from "../../fixture";
import type { Subject } from "../../subject";
import type { DatabaseContext } from "../database-context";

/** What access.json says of a role of Vault's, leased or static, whose users are PostgreSQL roles. */
export interface DescribedRole extends SessionDescription {
  readonly name: string;
  readonly path: string;
  readonly engine: string;
  readonly database: DatabaseReference;
  readonly group: string;
  readonly passwordPolicy?: string;
}

/** What the checks of such a role share. */
export abstract class UserContext {
  readonly about: Extract<Subject, { kind: "role" }>;

  /** The user that its checks look at. */
  abstract readonly user: Fixture<Login>;

  /** A session of that user. */
  abstract readonly session: Fixture<Session>;

  constructor(
    readonly role: DescribedRole,
    readonly database: DatabaseContext,
  ) {
    this.about = { kind: "role", name: role.name, engine: role.engine };
  }

  /** A session of a user. */
  open(user: Login): Promise<Session> {
    return Session.open(this.database.server, this.role.database.name, user);
  }

  /** @throws RehearsalError when `access.json` describes no such group role */
  get group(): GroupDescription {
    const { name, groups } = this.database.database;
    const found = groups.find(({ role }) => role === this.role.group);
    if (found) return found;
    const problem = `access.json describes no group role "${this.role.group}" in database "${name}", though it names it.`;
    throw new RehearsalError(problem, "Synthesize it again: npm run synth");
  }

  /** What its group may do. @throws RehearsalError as `group` does */
  get privileges(): PrivilegesDescription {
    return this.group.privileges;
  }

  /** Whom its users act as when they log in: their group, or each as itself. */
  actsAs({ user }: Login): string {
    return this.role.actsAsGroup ? this.role.group : user;
  }
}
