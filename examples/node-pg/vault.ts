import { readFile } from "node:fs/promises";

const TIMEOUT_MS = 10_000;

/** A user of the database, and how long Vault lets it live when nobody renews it, in seconds. */
export interface Lease {
  readonly id: string;
  readonly ttl: number;
  readonly user: string;
  readonly password: string;
}

/** What Vault answers. What of it is there, depends on what is asked. */
interface Answer {
  readonly auth: { readonly client_token: string; readonly lease_duration: number };
  readonly data: Readonly<Record<"username" | "password" | "secret_id" | "creation_path", string>>;
  readonly lease_id: string;
  readonly lease_duration: number;
}

/** Vault says no, and would say so again. */
export class Refusal extends Error {}

/** Vault's HTTP API, with a token. */
export class Vault {
  /** @param tokenTtl how long the token lives when nobody renews it, in seconds */
  private constructor(
    private readonly address: string,
    private readonly token?: string,
    readonly tokenTtl = 0,
  ) {}

  /** Logs in by AppRole, with the secret ID that is in a wrapping token: it can be taken out once. */
  static async logIn(address: string, roleId: string, wrappingTokenFile: string): Promise<Vault> {
    const wrappingToken = (await readFile(wrappingTokenFile, "utf8")).trim();
    const anonymous = new Vault(address);
    const secretId = await anonymous.unwrap(wrappingToken).catch((error) => {
      throw error instanceof Refusal ? new Refusal(`${wrappingTokenFile}: ${error.message}`) : error;
    });
    const login = { role_id: roleId, secret_id: secretId };
    const { auth } = await anonymous.request("POST", "auth/approle/login", login);
    return new Vault(address, auth.client_token, auth.lease_duration);
  }

  private async unwrap(token: string): Promise<string> {
    const { data: wrapped } = await this.request("POST", "sys/wrapping/lookup", { token }).catch((error) => {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(
        "the wrapping token was opened already, or has expired. If nobody was meant to have opened it, destroy the secret ID that was in it.",
      );
    });
    // Whoever has opened it can put the secret ID into a token of their own; that one tells where it was made.
    if (!/^auth\/.+\/secret-id$/.test(wrapped.creation_path))
      throw new Refusal(
        `the wrapping token was made by ${wrapped.creation_path}: somebody put it there who has opened the real one.`,
      );
    const { data } = await new Vault(this.address, token).request("POST", "sys/wrapping/unwrap");
    return data.secret_id;
  }

  /** Makes a user of the database. */
  async issue(path: string): Promise<Lease> {
    const { lease_id: id, lease_duration: ttl, data } = await this.request("GET", path);
    return { id, ttl, user: data.username, password: data.password };
  }

  /** Renews the token, and a lease, which would end with it. @returns how long the lease lives from now on, in seconds */
  async renew({ id, ttl }: Lease): Promise<number> {
    await this.request("POST", "auth/token/renew-self");
    const lease = await this.request("POST", "sys/leases/renew", { lease_id: id, increment: ttl });
    return lease.lease_duration;
  }

  /** Gives the token back, and with it every lease. */
  async logOut(): Promise<void> {
    await this.request("POST", "auth/token/revoke-self");
  }

  private async request(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.address}/v1/${path}`, {
      method,
      headers: this.token ? { "X-Vault-Token": this.token } : {},
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(({ message, cause }) => {
      throw new Error(`Vault can't be reached at ${this.address}: ${cause?.message ?? message}`);
    });
    const text = await response.text();
    if (response.ok) return text && JSON.parse(text);
    const message = `${method} ${path}: ${response.status} ${text.trim()}`;
    throw response.status < 500 && response.status !== 429 ? new Refusal(message) : new Error(message);
  }
}
