import { type Credential, credentialRules } from "./credential-rules";
import { PolicyDocument } from "./policy-document";

/**
 * What a workload may do, and no more: read its credentials, renew and revoke their leases, and look up, renew and
 * revoke its own token.
 *
 * @param reads its credentials
 * @see Vault documentation, "Policies", "Fine-grained control"
 */
export function workloadPolicy(reads: readonly Credential[]): PolicyDocument {
  const document = new PolicyDocument()
    .allow("auth/token/lookup-self", ["read"])
    .allow("auth/token/renew-self", ["update"])
    .allow("auth/token/revoke-self", ["update"]);
  for (const { path, capabilities, ...parameters } of reads.flatMap(credentialRules))
    document.allow(path, capabilities, parameters);
  return document;
}
