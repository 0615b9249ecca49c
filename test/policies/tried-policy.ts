import type { VaultClient } from "../../clients/vault-client";
import { guardedOf, PolicyOnServer } from "./policy-on-server";
import { type PolicyText, withoutACapability, withoutARule } from "./policy-text";

/** What a server says of a policy. */
export interface TriedPolicy {
  /** Requests that it doesn't allow. */
  readonly refused: readonly string[];
  /** Rules, and capabilities of rules, without which it allows them all the same. */
  readonly needless: readonly string[];
}

/** What of some requests a policy refuses, and what could be taken out of it without any being refused. */
export async function tried(
  root: VaultClient,
  policy: PolicyText,
  requests: readonly string[],
): Promise<TriedPolicy> {
  const guarded = await guardedOf(root, requests);
  const written = await PolicyOnServer.write(root, "tried", policy);
  const refused = await written.refused(requests, guarded);
  const needless: string[] = [];
  for (const { without, policy: less } of [...withoutARule(policy), ...withoutACapability(policy)]) {
    await written.replace(less);
    if (!(await written.refused(requests, guarded)).length) needless.push(without);
  }
  return { refused, needless };
}
