import type { EncryptionKey } from "../../../policies";
import type { VaultResponse } from "../../../clients/vault-client";
import type { Check } from "../../check";
import type { Context } from "../../context";
import type { WorkloadContext } from "../workload-context";
import { type Call, JWT_TTL_S, makeCalls } from "./calls";
import { END, loginCalls } from "./vault-secrets-operator";

/** What it keeps: what it has got for a token, as base64. */
const KEPT = Buffer.from('{"auth":null}').toString("base64");

/** The Vault Secrets Operator keeps the token of a workload, and after a restart it has it back. */
export function vaultSecretsOperatorKeepsTokens(
  { deployment, leases }: Context,
  context: WorkloadContext,
): Check[] {
  const { login, clientCache, encrypts: [key] = [], name } = context.workload;
  if (!clientCache || !key || login.method !== "kubernetes") return [];
  const { serviceAccount } = clientCache;
  const start = async (calls: readonly Call[]) => {
    const [namespace = ""] = login.namespaces;
    const claims = { namespace, serviceAccount, audience: login.audience, ttlSeconds: JWT_TTL_S };
    const jwt = await deployment.serviceAccountTokens(login.path).issue(claims);
    const answers = await makeCalls(deployment.vault, leases, [...loginCalls(login, name, jwt), ...calls]);
    return answers.at(-1) ?? {};
  };
  return [
    {
      id: "vault-secrets-operator-keeps-tokens",
      kind: "also",
      says: "Vault Secrets Operator keeps tokens",
      about: { ...context.about, object: `${key.engine}/${key.name}` },
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const { data } = await start([encryption(key)]);
        await start([decryption(key, String(data?.ciphertext)), ...END]);
        return "logs in and encrypts; after a restart it logs in anew, and decrypts what it had encrypted";
      },
    },
  ];
}

function encryption({ engine, name }: EncryptionKey): Call {
  return {
    says: "keep a token",
    method: "PUT",
    path: `${engine}/encrypt/${name}`,
    body: { name, plaintext: KEPT },
  };
}

function decryption({ engine, name }: EncryptionKey, ciphertext: string): Call {
  return {
    says: "get a token back that it has kept",
    method: "PUT",
    path: `${engine}/decrypt/${name}`,
    body: { name, ciphertext },
    wrong: ({ data }: VaultResponse) => (data?.plaintext === KEPT ? undefined : "it is another one"),
  };
}
