import { isFalse } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const verifiedVaultTls: GuardrailRule = {
  id: "verified-vault-tls",
  what: "Terraform reaches Vault by TLS, and verifies its certificate.",
  why: "Whoever sits in between gets the token of whoever deploys.",
  fix: "write an https address, leave skip_tls_verify out of the provider, and name the CA in VAULT_CACERT",
  check: (stack, { verifiedTls }) =>
    stack.providers("vault").flatMap(({ path, attributes }) => {
      const address = stack.text(attributes.address).trim();
      return [
        ...(isFalse(attributes.skip_tls_verify) ? [] : ["it skips the verification"]),
        ...(verifiedTls && /^http:/i.test(address) ? ["its address is http"] : []),
      ].map((message) => ({ path, message }));
    }),
};
