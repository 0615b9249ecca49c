import type { RoleDescription, StaticRoleDescription, WorkloadDescription } from "../../constructs";
import type { Effect } from "../../constructs/access/access-change";
import { workloadName } from "../../constructs/access/access-facts";
import type { Login } from "../../clients/postgres-session";
import type { VaultClient } from "../../clients/vault-client";
import type { PostgresServer } from "../../contract/deployment";
import type { Lease } from "../../contract/leases";
import type { Subject } from "../../contract/subject";
import { LoadClient, type LoadClientProps } from "./load-client";

export interface CredentialInUseProps {
  /** Its role, as it was. */
  readonly role: RoleDescription | StaticRoleDescription;
  /** Who has it. @default - nobody who is described reads the role: an operator does */
  readonly reader?: WorkloadDescription;
  /** What the change does to it. */
  readonly effect: Effect;
  /** Whether its role goes: whoever has it. */
  readonly goes: boolean;
  /** What differs, one sentence each. */
  readonly because: readonly string[];
  readonly login: Login;
  /** @default - its role is a static one */
  readonly lease?: Lease;
  /** Vault as who has it. */
  readonly vault: VaultClient;
  readonly server: PostgresServer;
}

/** A credential that somebody has while a stack is changed, and the clients that use it. */
export class CredentialInUse {
  readonly clients: LoadClient[] = [];

  constructor(readonly props: CredentialInUseProps) {}

  get about(): Subject {
    const { role, reader } = this.props;
    const { name, engine } = role;
    return { kind: "role", name, engine, ...(reader && { object: workloadName(reader) }) };
  }

  /** Another client that uses it. */
  async addClient(load: Pick<LoadClientProps, "statement" | "everyMs">): Promise<void> {
    const { server, role, login } = this.props;
    this.clients.push(await LoadClient.start({ server, database: role.database.name, login, ...load }));
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.stop()));
  }

  /** How many queries of it were answered, were refused, and failed. */
  get queries(): { readonly answered: number; readonly refused: number; readonly failed: number } {
    const sum = (count: (client: LoadClient) => number) =>
      this.clients.reduce((total, client) => total + count(client), 0);
    return {
      answered: sum(({ answered }) => answered),
      refused: sum(({ refused }) => refused),
      failed: sum(({ failed }) => failed),
    };
  }

  /** How many of its sessions have ended. */
  get endedSessions(): number {
    return this.clients.filter(({ hasEnded }) => hasEnded).length;
  }

  /** What a query of it met first. */
  get problem(): string | undefined {
    return this.clients.find(({ problem }) => problem !== undefined)?.problem;
  }
}
