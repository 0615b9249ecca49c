import { VaultError, type VaultClient, type VaultMethod } from "../../clients/vault-client";
import type { PolicyText } from "./policy-text";

const METHODS: Readonly<Record<string, VaultMethod>> = {
  create: "POST",
  update: "POST",
  read: "GET",
  list: "LIST",
  delete: "DELETE",
};

/** A policy on a server, and a token that has no other. */
export class PolicyOnServer {
  static async write(root: VaultClient, name: string, policy: PolicyText): Promise<PolicyOnServer> {
    const written = new PolicyOnServer(root, name);
    await written.replace(policy);
    const { auth } = await root.request("POST", "auth/token/create", {
      policies: [name],
      no_default_policy: true,
    });
    written.token = String(auth?.client_token);
    return written;
  }

  token = "";

  private constructor(
    private readonly root: VaultClient,
    private readonly name: string,
  ) {}

  /** From now on the token may do this. */
  async replace(policy: PolicyText): Promise<void> {
    await this.root.request("PUT", `sys/policies/acl/${this.name}`, { policy: JSON.stringify(policy) });
  }

  /** Which of some requests the token may not make. @param guarded those for which it needs sudo besides */
  async refused(requests: readonly string[], guarded: readonly string[]): Promise<string[]> {
    const paths = [...new Set(requests.map((request) => request.split(" ")[1]))];
    const { data } = await this.root.request("POST", "sys/capabilities", { token: this.token, paths });
    return requests.filter((request) => {
      const [operation = "", path = ""] = request.split(" ");
      const allowed = data?.[path] as readonly string[];
      return !allowed.includes(operation) || (guarded.includes(request) && !allowed.includes("sudo"));
    });
  }
}

/** Which of some requests Vault refuses to a token that may do everything, but without sudo. They are made for it. */
export async function guardedOf(root: VaultClient, requests: readonly string[]): Promise<string[]> {
  const capabilities = ["create", "read", "update", "delete", "list"];
  const { token } = await PolicyOnServer.write(root, "without-sudo", { path: { "*": { capabilities } } });
  const vault = root.withToken(token);
  const guarded: string[] = [];
  for (const request of requests) {
    const [operation = "", path = ""] = request.split(" ");
    const method = METHODS[operation] as VaultMethod;
    const asked = vault.request(method, path, method === "POST" ? {} : undefined);
    const error: unknown = await asked.catch((why: unknown) => why);
    if (error instanceof VaultError && error.status === 403) guarded.push(request);
  }
  return guarded;
}
