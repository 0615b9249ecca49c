import type { WorkloadDescription } from "./access-manifest";
import type { ServerCredential } from "./credential-description";

/** Something that gives a workload credentials: its agent, or an operator of its cluster. */
export interface WayToCredentials {
  /** The file that says so. */
  readonly file: string;
  /** Vault's address, as it reaches it. @default - it is told elsewhere */
  readonly vaultAddress?: string;
  readonly credentials: readonly ServerCredential[];
}

/** Everything that gives a workload credentials. */
export function waysToCredentials({
  agent,
  injector,
  vaultSecretsOperator,
  clientCache,
  externalSecrets,
}: WorkloadDescription): WayToCredentials[] {
  return [
    ...(agent
      ? [{ ...agent, credentials: [...agent.templates, ...(agent.process?.environment ?? [])] }]
      : []),
    // It keeps tokens that get them.
    ...(clientCache ? [{ ...clientCache, credentials: [] }] : []),
    ...(injector ? [{ ...injector, credentials: injector.templates }] : []),
    ...(vaultSecretsOperator ? [{ ...vaultSecretsOperator, credentials: vaultSecretsOperator.secrets }] : []),
    ...(externalSecrets ? [{ ...externalSecrets, credentials: externalSecrets.secrets }] : []),
  ];
}
