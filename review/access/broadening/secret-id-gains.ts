import { workloadName } from "../../../constructs/access/access-facts";
import type { AppRoleLogin } from "../../../constructs/access/login-description";
import { kept } from "./compared";
import type { BroadeningRule, Gain } from "./rule";

type SecretId = AppRoleLogin["secretId"];

/** What is more about the secret IDs of workloads that were there before. */
export function secretIdGains(
  more: (was: SecretId, is: SecretId) => Pick<Gain, "was" | "what"> | undefined,
): BroadeningRule["gains"] {
  return (before, after) =>
    kept(before.workloads, after.workloads, workloadName).flatMap(({ was, is }) => {
      if (was.login.method !== "approle" || is.login.method !== "approle") return [];
      const gained = more(was.login.secretId, is.login.secretId);
      return gained ? [{ who: workloadName(is), ...gained, on: is.login.path }] : [];
    });
}
