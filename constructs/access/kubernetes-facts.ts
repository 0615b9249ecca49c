import { inWords, server } from "./credential-facts";
import type { Fact } from "./fact";
import type {
  OperatorDescription,
  PodsDescription,
  SecretDescription,
  VaultSecretsOperatorDescription,
} from "./kubernetes-description";

type WorkloadFact = Omit<Fact, "subject">;

/** What the Vault Secrets Operator writes for a workload. */
export function vaultSecretsOperatorFacts(operator: VaultSecretsOperatorDescription): WorkloadFact[] {
  const { secrets } = operator;
  return [
    { setting: "Vault Secrets Operator", what: `the Vault Secrets Operator by ${operatorLogin(operator)}` },
    ...secrets.map((secret) => ({
      setting: `Secret ${secret.name} of the Vault Secrets Operator`,
      what: [
        inSecret(secret),
        ...(secret.renewalPercent === undefined ? [] : [`renewed after ${secret.renewalPercent} percent`]),
        ...(secret.restart.length
          ? [`on change ${secret.restart.map(podsName).join(", ")} started again`]
          : []),
      ].join("; "),
    })),
  ];
}

/** What the Vault Secrets Operator keeps. */
export function clientCacheFacts(operator: OperatorDescription): WorkloadFact[] {
  return [
    {
      setting: "client cache",
      what: `the client cache of the operator, encrypted, by ${operatorLogin(operator)}`,
    },
  ];
}

/** How an operator logs in. */
export function operatorLogin({
  file,
  vaultAddress,
  vaultCaSecret,
  serviceAccount,
}: OperatorDescription): string {
  const ca = vaultCaSecret ? `, CA in Secret ${vaultCaSecret}` : "";
  return `${file}: Vault at ${vaultAddress}${ca}, service account ${serviceAccount}`;
}

/** What is in a Secret. */
export function inSecret({ name, credential, address, variables }: SecretDescription): string {
  return `Secret ${name} with ${credential} for ${server(address)}; ${inWords(variables)}`;
}

/** Pods, by what makes them. */
export function podsName({ kind, name }: PodsDescription): string {
  return `${kind} ${name}`;
}
