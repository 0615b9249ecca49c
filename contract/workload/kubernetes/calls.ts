import { VaultClient, VaultError, type VaultMethod, type VaultResponse } from "../../../clients/vault-client";
import { Violation } from "../../check";
import { newClientAddress } from "../../client-addresses";
import type { Leases } from "../../leases";

/** How long the service account tokens live by which operators log in, in seconds. */
export const JWT_TTL_S = 600;

/** A request that an operator of a cluster makes to Vault, in its own form. */
export interface Call {
  /** What for, as in "can't …": `renew its lease`. */
  readonly says: string;
  readonly method: VaultMethod;
  readonly path: string;
  /** What it sends, with what it got when it read its credential last. */
  readonly body?: object | ((credential: VaultResponse) => object);
  /** What of the answer the operator can't do with, if anything. */
  readonly wrong?: (answer: VaultResponse) => string | undefined;
}

/**
 * Makes calls one after the other, as an operator does: with nothing, and from its login on with the token that it got.
 *
 * @param leases takes down what is issued
 * @returns what Vault answered to each
 * @throws Violation naming the call that is refused, or whose answer the operator can't do with
 */
export async function makeCalls(
  vault: VaultClient,
  leases: Leases,
  calls: readonly Call[],
): Promise<VaultResponse[]> {
  const answers: VaultResponse[] = [];
  let operator = new VaultClient(vault.address);
  let credential: VaultResponse = {};
  try {
    for (const call of calls) {
      const body = typeof call.body === "function" ? call.body(credential) : call.body;
      const answer = await make(operator, call, body);
      leases.takeDown(answer);
      answers.push(answer);
      if (answer.data?.password) credential = answer;
      if (answer.auth) operator = vault.withToken(answer.auth.client_token);
    }
    return answers;
  } finally {
    // What it has done that itself, or got no token, there is nothing left to end.
    await operator.request("PUT", "auth/token/revoke-self").catch(() => undefined);
  }
}

async function make(operator: VaultClient, call: Call, body?: object): Promise<VaultResponse> {
  const { says, method, path } = call;
  try {
    // A limit of requests is for all that an operator asks for. How it fares with one is the role's own check.
    const answer = await operator.from(newClientAddress()).request(method, path, body);
    const wrong = call.wrong?.(answer);
    if (!wrong) return answer;
    throw new Violation(`it can't ${says}: ${method} ${path}: ${wrong}`);
  } catch (error) {
    if (error instanceof VaultError) throw new Violation(`it can't ${says}: ${error.message}`);
    throw error;
  }
}
