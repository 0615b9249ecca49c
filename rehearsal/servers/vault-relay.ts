import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendRequest } from "../../clients/http-request";
import { newClientAddress } from "../../contract/client-addresses";

export interface VaultAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a client asked Vault, and what Vault said. */
export interface Exchange extends VaultAnswer {
  readonly method: string;
  /** Without `/v1/` and parameters. */
  readonly path: string;
  /** With which token it asked. A secret. */
  readonly token?: string;
}

export interface VaultRelayProps {
  readonly vaultAddress: string;
  /** Told of every answer of Vault, before the client is. */
  readonly onAnswer: (exchange: Exchange) => void;
  /** Where it comes from. @default - an address of its own, whose requests are limited as on a machine of its own */
  readonly clientAddress?: string;
  /** What the client is answered in place of asking Vault. @default - Vault is asked */
  readonly instead?: (path: string) => VaultAnswer | undefined;
  /** What the client gets in place of what Vault said. @default - the same */
  readonly alter?: (text: string) => string;
}

/** Vault as one client reaches it: what it asks goes to the throwaway Vault, and what that says comes back. */
export class VaultRelay {
  static async start(props: VaultRelayProps): Promise<VaultRelay> {
    const relay = new VaultRelay(props);
    relay.server.listen(0, "127.0.0.1");
    await once(relay.server, "listening");
    return relay;
  }

  private readonly clientAddress: string;
  private readonly server = createServer((request, response) => void this.handle(request, response));
  private isCutOff = false;

  private constructor(private readonly props: VaultRelayProps) {
    this.clientAddress = props.clientAddress ?? newClientAddress();
    this.server.on("connection", (socket) => {
      if (this.isCutOff) socket.destroy();
    });
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on nobody gets through, and what is being asked gets no answer. */
  cutOff(): void {
    this.isCutOff = true;
    this.server.closeAllConnections();
  }

  /** Lets its client through again. */
  reconnect(): void {
    this.isCutOff = false;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").replace(/^\/v1\//, "").replace(/\?.*/, "");
    const { onAnswer, alter = (text) => text } = this.props;
    const { status, text } = await this.answer(request, path).catch((error: Error) => ({
      status: 502,
      text: JSON.stringify({ errors: [error.message] }),
    }));
    // Whoever asked has gone, and Vault has answered when it was back.
    if (response.destroyed) return;
    onAnswer({ method: request.method ?? "", path, token: tokenIn(request), status, text });
    response.writeHead(status, { "Content-Type": "application/json" }).end(alter(text));
  }

  private async answer(request: IncomingMessage, path: string): Promise<VaultAnswer> {
    const body = await textOf(request);
    const { method = "", url = "", headers } = request;
    const instead = this.props.instead?.(path);
    if (instead) return instead;
    const passedOn = Object.entries(headers).filter(([name]) => name.startsWith("x-"));
    return sendRequest(this.props.vaultAddress + url, {
      method,
      headers: {
        ...(Object.fromEntries(passedOn) as Record<string, string>),
        "X-Forwarded-For": this.clientAddress,
      },
      body: body || undefined,
    });
  }
}

function tokenIn({ headers }: IncomingMessage): string | undefined {
  const token = headers["x-vault-token"];
  return typeof token === "string" ? token : undefined;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
