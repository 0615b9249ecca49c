import type { OperatorDescription, SecretDescription } from "./kubernetes-description";

/** The External Secrets Operator, with a Secret for each credential. */
export interface ExternalSecretsDescription extends OperatorDescription {
  readonly secrets: readonly ExternalSecretDescription[];
}

export interface ExternalSecretDescription extends SecretDescription {
  /** After how many seconds it reads another credential. */
  readonly refreshInterval: number;
}
