import { waysToCredentials } from "../../access/ways-to-credentials";
import { isFalse } from "../rendered/literal";
import { isLoopback } from "../rendered/loopback";
import type { GuardrailRule } from "../rule";

export const verifiedVaultTls: GuardrailRule = {
  id: "verified-vault-tls",
  what: "Terraform, agents and operators of clusters reach Vault by TLS, and Terraform verifies its certificate.",
  why: "Whoever sits in between gets the token of whoever deploys, or the credentials of a workload.",
  fix: "write an https address, leave skip_tls_verify out of the provider, and name the CA in VAULT_CACERT",
  check: (stack, { verifiedTls }) => {
    const providers = stack.providers("vault").flatMap(({ path, attributes }) => {
      const address = stack.text(attributes.address).trim();
      return [
        ...(isFalse(attributes.skip_tls_verify) ? [] : ["it skips the verification"]),
        ...(verifiedTls && /^http:/i.test(address) ? ["its address is http"] : []),
      ].map((message) => ({ path, message }));
    });
    const ways = (stack.described.workloads ?? [])
      .flatMap(waysToCredentials)
      .filter(({ vaultAddress = "" }) => verifiedTls && isReadableOnTheWay(vaultAddress))
      .map(({ file, vaultAddress }) => ({
        path: stack.path,
        message: `${file} reaches Vault at ${vaultAddress}`,
      }));
    return [...providers, ...ways];
  },
};

/** An agent may reach Vault by a proxy on its machine. */
function isReadableOnTheWay(address: string): boolean {
  const [, host] = /^http:\/\/(.*?)(?::\d+)?$/i.exec(address) ?? [];
  return host !== undefined && !isLoopback(host);
}
