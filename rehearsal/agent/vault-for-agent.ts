import type { AgentRequest } from "../../contract/deployment";
import { type Exchange, VaultRelay } from "../servers/vault-relay";

/** How long an agent believes that a lease lives: it renews one after two thirds of that. */
export const BELIEVED_LEASE_S = 1;
/** The same in a pod, whose second agent takes no lease over that has ended. */
export const POD_LEASE_S = 5;
const RENEWAL = /^sys\/leases\/renew(?:\/|$)/;
const REFUSED = { status: 403, text: JSON.stringify({ errors: ["permission denied"] }) };

/** Vault as one agent reaches it. */
export interface AgentsVault {
  readonly address: string;
  /** What it was asked, in that order. */
  readonly requests: readonly AgentRequest[];
  /** From now on it refuses to renew leases, whatever Vault would say. */
  refuseRenewals(): void;
  close(): void;
}

/**
 * Vault as one agent reaches it: whatever it asks goes to the throwaway Vault, and what that says comes back, but that a
 * lease ends within a second, and a static role's password is changed by then. So the agent renews the lease, finds that it
 * was revoked, and reads the password again, while somebody looks on.
 */
export class VaultForAgent implements AgentsVault {
  static async start(
    vaultAddress: string,
    clientAddress?: string,
    leaseSeconds = BELIEVED_LEASE_S,
  ): Promise<VaultForAgent> {
    const vault = new VaultForAgent();
    vault.relay = await VaultRelay.start({
      vaultAddress,
      clientAddress,
      onAnswer: (exchange) => void vault.requests.push(requestOf(exchange)),
      instead: (path) => (vault.refusesRenewals && RENEWAL.test(path) ? REFUSED : undefined),
      alter: (text) => withShortLease(text, leaseSeconds),
    });
    return vault;
  }

  readonly requests: AgentRequest[] = [];
  private relay?: VaultRelay;
  private refusesRenewals = false;

  get address(): string {
    return this.relay?.address ?? "";
  }

  refuseRenewals(): void {
    this.refusesRenewals = true;
  }

  close(): void {
    this.relay?.close();
  }
}

/** What may be told of an answer: no secret. */
function requestOf({ method, path, status, text }: Exchange): AgentRequest {
  const { errors = [], lease_id, auth } = parsed(text) ?? {};
  return { method, path, status, errors, lease: lease_id || undefined, accessor: auth?.accessor };
}

/**
 * A login has no lease, and its token lives as long as it does. The password of a static role has none either, and tells
 * when it is due to be read again.
 */
function withShortLease(text: string, seconds: number): string {
  const answer = parsed(text);
  if (answer?.lease_id) return JSON.stringify({ ...answer, lease_duration: seconds });
  if (!answer?.data?.last_vault_rotation) return text;
  return JSON.stringify({ ...answer, data: { ...answer.data, ttl: seconds } });
}

interface ParsedAnswer {
  readonly errors?: readonly string[];
  readonly lease_id?: string;
  readonly data?: { readonly last_vault_rotation?: string } | null;
  readonly auth?: { readonly accessor: string };
}

function parsed(text: string): ParsedAnswer | undefined {
  return text.startsWith("{") ? (JSON.parse(text) as ParsedAnswer) : undefined;
}
