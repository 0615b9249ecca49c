import type { TerraformStack } from "cdktf";
import {
  type DatabaseRole,
  Duration,
  KubernetesAuth,
  type KubernetesAuthProps,
  type KubernetesWorkload,
  type KubernetesWorkloadProps,
  VaultSecretsOperator,
  VaultToken,
} from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";
import { addRoles } from "../vault-resources";

/** How every operator here reaches Vault. */
export const VAULT = { vaultAddress: "https://vault.internal:8200" };

/** The same for the Vault Secrets Operator, whose client cache is set elsewhere. */
export const VAULT_SECRETS_OPERATOR = { ...VAULT, operator: VaultSecretsOperator.fromExisting() };

/** Describes what an operator is told, with the role that its workload may read. */
export type Operate = (workload: KubernetesWorkload, role: DatabaseRole, stack: TerraformStack) => void;

/** A workload in the pods of a cluster: everywhere the same one, if nothing else is said. */
export function workloadInPods(
  stack: TerraformStack,
  { auth = "kubernetes", name = "web" }: { readonly auth?: string; readonly name?: string } = {},
  changes: Partial<KubernetesWorkloadProps> = {},
  cluster: Partial<KubernetesAuthProps> = {},
): KubernetesWorkload {
  const host = "https://kubernetes.default.svc";
  return new KubernetesAuth(stack, auth, { host, ...cluster }).addWorkload(name, {
    serviceAccounts: ["web"],
    namespaces: ["shop"],
    audience: "vault",
    token: VaultToken.periodic(Duration.hours(1)),
    ...changes,
  });
}

/** One that may read app-readonly, with an operator. */
export const inPods =
  (
    operate: Operate,
    changes: Partial<KubernetesWorkloadProps> = {},
    cluster: Partial<KubernetesAuthProps> = {},
  ) =>
  (stack: TerraformStack): KubernetesWorkload => {
    const web = workloadInPods(stack, {}, changes, cluster);
    const { reader } = addRoles(stack);
    reader.grantRead(web);
    operate(web, reader, stack);
    return web;
  };

/** A stack as it is synthesized. */
export function synthesizeOperated(build: (stack: TerraformStack) => unknown): SynthesizedStack {
  return synthesizeStack((stack) => {
    addProviders(stack);
    build(stack);
  });
}
