import { isFalse } from "../rendered/literal";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

export const verifiedVaultTls: GuardrailRule = {
  id: "verified-vault-tls",
  what: "Terraform verifies Vault's certificate.",
  why: "Whoever sits in between gets the token of whoever deploys.",
  fix: "leave skip_tls_verify out of the provider, and name the CA in VAULT_CACERT",
  check: (stack) =>
    entries(stack.config.provider)
      .filter(([name, blocks]) => name === "vault" && [blocks].flat().some(skips))
      .map(([name]) => ({ path: `${stack.path} (provider ${name})`, message: "it skips the verification" })),
};

function skips(block: unknown): boolean {
  return !isFalse((block as { readonly skip_tls_verify?: unknown }).skip_tls_verify);
}
