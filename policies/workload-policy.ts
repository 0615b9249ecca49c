import { type Credential, credentialRules } from "./credential-rules";
import { type EncryptionKey, encryptionRules } from "./encryption-rules";
import { type LoginMaterial, loginMaterialRules } from "./login-material-rules";
import { PolicyDocument, type PolicyRule } from "./policy-document";

/**
 * What a workload may do, and no more: read its credentials, renew and revoke their leases, make what others log in
 * with, encrypt and decrypt with its keys, work on stacks, and look up, renew and revoke its own token.
 *
 * @param reads its credentials
 * @param makes what others log in with
 * @param encrypts keys of the Transit secrets engine
 * @param operates stacks that it works on, by what that needs
 * @see Vault documentation, "Policies", "Fine-grained control",
 * https://developer.hashicorp.com/vault/docs/concepts/policies#fine-grained-control
 */
export function workloadPolicy(
  reads: readonly Credential[],
  makes: readonly LoginMaterial[] = [],
  encrypts: readonly EncryptionKey[] = [],
  operates: readonly { readonly rules: readonly PolicyRule[] }[] = [],
): PolicyDocument {
  const document = new PolicyDocument()
    .allow("auth/token/lookup-self", ["read"])
    .allow("auth/token/renew-self", ["update"])
    .allow("auth/token/revoke-self", ["update"]);
  const rules = [
    ...reads.flatMap(credentialRules),
    ...makes.flatMap(loginMaterialRules),
    ...encrypts.flatMap(encryptionRules),
    ...operates.flatMap(({ rules: needed }) => needed),
  ];
  for (const { path, capabilities, ...parameters } of rules) document.allow(path, capabilities, parameters);
  return document;
}
