/** What Vault answers. `data` is set by most paths, `auth` by logins, `lease_id` by dynamic secrets. */
export interface VaultResponse {
  readonly data?: Record<string, unknown>;
  readonly auth?: {
    client_token: string;
    accessor: string;
    lease_duration: number;
    policies: string[];
    [key: string]: unknown;
  };
  readonly lease_id?: string;
  readonly lease_duration?: number;
  readonly [key: string]: unknown;
}

/** Vault refused a request, and says why. */
export class VaultError extends Error {
  constructor(
    readonly status: number,
    readonly method: string,
    readonly path: string,
    readonly errors: readonly string[],
  ) {
    super(`${method} ${path}: ${status} ${errors.map(inOneLine).join("; ")}`.trim());
    this.name = "VaultError";
  }
}

/** Vault counts errors and lists them with stars, also when there is one. */
function inOneLine(error: string): string {
  return error
    .replace(/\d+ errors? occurred:\s*/g, "")
    .replace(/\s*\* /g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export type VaultMethod = "GET" | "LIST" | "POST" | "PUT" | "DELETE";

/** Vault's HTTP API with one token. */
export class VaultClient {
  constructor(
    readonly address: string,
    readonly token?: string,
  ) {}

  /** The same server, as somebody else. */
  withToken(token: string): VaultClient {
    return new VaultClient(this.address, token);
  }

  /**
   * One request to `/v1/<path>`.
   * @throws VaultError when Vault answers with 400 or more
   */
  async request(method: VaultMethod, path: string, body?: object): Promise<VaultResponse> {
    const response = await fetch(`${this.address}/v1/${path}`, {
      method,
      headers: this.token ? { "X-Vault-Token": this.token } : {},
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text.startsWith("{") ? (JSON.parse(text) as VaultResponse) : {};
    if (response.status >= 400) {
      throw new VaultError(response.status, method, path, (answer.errors as string[] | undefined) ?? []);
    }
    return answer;
  }
}
