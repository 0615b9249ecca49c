import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendRequest } from "../../clients/http-request";
import { newClientAddress } from "../../contract/client-addresses";
import type { AgentRequest } from "../../contract/deployment";

/** How long an agent believes that a lease lives: it renews one after two thirds of that. */
export const BELIEVED_LEASE_S = 1;
const RENEWAL = /^sys\/leases\/renew(?:\/|$)/;
const REFUSED = { status: 403, text: JSON.stringify({ errors: ["permission denied"] }) };

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Vault as one agent reaches it: whatever it asks goes to the throwaway Vault, and what that says comes back, but that a
 * lease ends within a second, and a static role's password is changed by then. So the agent renews the lease, finds that it
 * was revoked, and reads the password again, while somebody looks on.
 */
export class VaultForAgent {
  /** What it was asked, in that order. */
  readonly requests: AgentRequest[] = [];
  /** Whether it refuses to renew leases, whatever Vault would say. */
  refusesRenewals = false;
  /** Each agent is a client of its own, whose requests are limited as on a machine of its own. */
  private readonly clientAddress = newClientAddress();
  private readonly server = createServer((request, response) => void this.handle(request, response));

  static async start(vaultAddress: string): Promise<VaultForAgent> {
    const vault = new VaultForAgent(vaultAddress);
    vault.server.listen(0, "127.0.0.1");
    await once(vault.server, "listening");
    return vault;
  }

  private constructor(private readonly vaultAddress: string) {}

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, text } = await this.answer(request).catch((error: Error) => ({
      status: 502,
      text: JSON.stringify({ errors: [error.message] }),
    }));
    const path = (request.url ?? "").replace(/^\/v1\//, "").replace(/\?.*/, "");
    this.requests.push({ method: request.method ?? "", path, status, ...noteOf(text) });
    response.writeHead(status, { "Content-Type": "application/json" }).end(withShortLease(text));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const body = await textOf(request);
    const { method = "", url = "", headers } = request;
    if (this.refusesRenewals && RENEWAL.test(url.replace("/v1/", ""))) return REFUSED;
    const passedOn = Object.entries(headers).filter(([name]) => name.startsWith("x-"));
    return sendRequest(this.vaultAddress + url, {
      method,
      headers: {
        ...(Object.fromEntries(passedOn) as Record<string, string>),
        "X-Forwarded-For": this.clientAddress,
      },
      body: body || undefined,
    });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

/** What may be told of an answer: no secret. */
function noteOf(text: string): Pick<AgentRequest, "errors" | "lease" | "accessor"> {
  const { errors = [], lease_id, auth } = parsed(text) ?? {};
  return { errors, lease: lease_id || undefined, accessor: auth?.accessor };
}

/**
 * A login has no lease, and its token lives as long as it does. The password of a static role has none either, and tells
 * when it is due to be read again.
 */
function withShortLease(text: string): string {
  const answer = parsed(text);
  if (answer?.lease_id) return JSON.stringify({ ...answer, lease_duration: BELIEVED_LEASE_S });
  if (!answer?.data?.last_vault_rotation) return text;
  return JSON.stringify({ ...answer, data: { ...answer.data, ttl: BELIEVED_LEASE_S } });
}

interface VaultAnswer {
  readonly errors?: readonly string[];
  readonly lease_id?: string;
  readonly data?: { readonly last_vault_rotation?: string } | null;
  readonly auth?: { readonly accessor: string };
}

function parsed(text: string): VaultAnswer | undefined {
  return text.startsWith("{") ? (JSON.parse(text) as VaultAnswer) : undefined;
}
