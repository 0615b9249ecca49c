import { setTimeout as sleep } from "node:timers/promises";
import { sendRequest } from "./http-request";

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
  /** Instead of the rest, where the answer is wrapped. */
  readonly wrap_info?: WrapInfo;
  readonly [key: string]: unknown;
}

/** A wrapped answer. */
export interface WrapInfo {
  /** The wrapping token: a secret. */
  readonly token: string;
  /** How many seconds it lives. */
  readonly ttl: number;
  readonly creation_time: string;
  /** The path whose answer it is. */
  readonly creation_path: string;
  /** The accessor of the secret ID or token within. */
  readonly wrapped_accessor?: string;
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

/** How long Vault's own clients wait, and with them Terraform's provider, before they ask a second and a third time. */
const RETRY_WAITS_MS = [1_000, 2_000];

/** How a Vault is reached. */
export interface Reached {
  /** What every request says besides the token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The CA of its certificate, in PEM. @default - those that Node trusts */
  readonly ca?: string;
  /** How long it may take to answer, in ms. @default - as long as it likes */
  readonly patience?: number;
}

/** Vault, or what stands between, doesn't answer in time. */
export class NoAnswerError extends Error {
  constructor(ms: number, options?: ErrorOptions) {
    super(`there is no answer in ${ms / 1_000} s`, options);
  }
}

/** Vault's HTTP API with one token. */
export class VaultClient {
  /**
   * @param retryWaits how long it waits before each further attempt when Vault can't answer, in ms. @default - one attempt
   * @param reached how it is reached, where that isn't said by its address
   */
  constructor(
    readonly address: string,
    readonly token?: string,
    private readonly retryWaits: readonly number[] = [],
    private readonly reached: Reached = {},
  ) {}

  /** The same server, as somebody else. */
  withToken(token: string): VaultClient {
    return new VaultClient(this.address, token, this.retryWaits, this.reached);
  }

  /**
   * The same, which gets its answers wrapped: as a token that opens them once within a time.
   *
   * @see Vault documentation, "Response wrapping"
   */
  wrapping(seconds: number): VaultClient {
    const headers = { ...this.reached.headers, "X-Vault-Wrap-TTL": `${seconds}s` };
    return new VaultClient(this.address, this.token, this.retryWaits, { ...this.reached, headers });
  }

  /** The same, from another address, where Vault believes what stands between them, as it does a load balancer. */
  from(address: string): VaultClient {
    const headers = { ...this.reached.headers, "X-Forwarded-For": address };
    return new VaultClient(this.address, this.token, this.retryWaits, { ...this.reached, headers });
  }

  /**
   * The same, as Terraform's provider does it: what Vault can't answer at the moment is asked again, twice.
   *
   * @see github.com/hashicorp/vault/api, `DefaultConfig` and `DefaultRetryPolicy`
   */
  withRetries(waits: readonly number[] = RETRY_WAITS_MS): VaultClient {
    return new VaultClient(this.address, this.token, waits, this.reached);
  }

  /**
   * One request to `/v1/<path>`.
   * @param signal ends it early when it is aborted
   * @throws VaultError when Vault answers with 400 or more
   */
  async request(
    method: VaultMethod,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<VaultResponse> {
    for (const wait of this.retryWaits) {
      try {
        return await this.attempt(method, path, body, signal);
      } catch (error) {
        if (!isTemporary(error)) throw error;
      }
      await sleep(wait);
    }
    return this.attempt(method, path, body, signal);
  }

  /** Reads or lists what may not be there. @returns an answer without data then */
  async find(path: string, method: "GET" | "LIST" = "GET"): Promise<VaultResponse> {
    return this.request(method, path).catch((error: unknown) => {
      if (error instanceof VaultError && error.status === 404) return {};
      throw error;
    });
  }

  private async attempt(
    method: VaultMethod,
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<VaultResponse> {
    const { status, text } = await this.inTime(signal, (until) =>
      sendRequest(`${this.address}/v1/${path}`, {
        method,
        ca: this.reached.ca,
        headers: { ...this.reached.headers, ...(this.token && { "X-Vault-Token": this.token }) },
        body: body && JSON.stringify(body),
        signal: until,
      }),
    );
    // Of another server, that something isn't there says nothing.
    if (text && !text.startsWith("{") && (status < 300 || status === 404))
      throw new Error("what answers there is no Vault");
    const answer = text.startsWith("{") ? (JSON.parse(text) as VaultResponse) : {};
    if (status >= 400)
      throw new VaultError(status, method, path, (answer.errors as string[] | undefined) ?? []);
    return answer;
  }

  private async inTime<Answer>(
    signal: AbortSignal | undefined,
    ask: (signal?: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const { patience } = this.reached;
    if (patience === undefined) return ask(signal);
    const end = AbortSignal.timeout(patience);
    try {
      return await ask(AbortSignal.any(signal ? [signal, end] : [end]));
    } catch (cause) {
      throw end.aborted && !signal?.aborted ? new NoAnswerError(patience, { cause }) : cause;
    }
  }
}

/** Whether the same request may be answered a moment later. */
function isTemporary(error: unknown): boolean {
  if (!(error instanceof VaultError)) return false;
  const { status } = error;
  return status === 412 || status === 429 || (status >= 500 && status !== 501);
}
