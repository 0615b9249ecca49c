import type { CheckLists } from "../../lists";
import type { WorkloadContext } from "../workload-context";
import { vaultSecretsOperatorKeepsTokens } from "./client-cache";
import { externalSecretsRefresh } from "./external-secrets";
import { manifestsAreTaken } from "./manifests-taken";
import { vaultSecretsOperatorCalls } from "./vault-secrets-operator";

/** Checks of the operators of a cluster that give a workload's pods their credentials. */
export const OPERATOR_CHECKS: CheckLists<WorkloadContext> = {
  oneByOne: [vaultSecretsOperatorKeepsTokens],
  whileLeased: [vaultSecretsOperatorCalls, externalSecretsRefresh, manifestsAreTaken],
};
