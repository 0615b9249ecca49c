import type { ExternalSecretsDescription } from "./external-secrets-description";
import { type Fact, time } from "./fact";
import { inSecret, operatorLogin } from "./kubernetes-facts";

/** What the External Secrets Operator writes for a workload. */
export function externalSecretsFacts(operator: ExternalSecretsDescription): Omit<Fact, "subject">[] {
  return [
    {
      setting: "External Secrets Operator",
      what: `the External Secrets Operator by ${operatorLogin(operator)}`,
    },
    ...operator.secrets.map((secret) => ({
      setting: `Secret ${secret.name} of the External Secrets Operator`,
      what: `${inSecret(secret)}; read anew every ${time(secret.refreshInterval)}`,
    })),
  ];
}
