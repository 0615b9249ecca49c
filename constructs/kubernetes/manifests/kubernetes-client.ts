import type { WorkloadDescription } from "../../access/access-manifest";
import type { KubernetesLogin } from "../../access/login-description";

/** Who logs in to Vault, as far as an operator has to know. */
export interface KubernetesClient extends Pick<WorkloadDescription, "name" | "reads" | "encrypts"> {
  readonly login: KubernetesLogin;
}
