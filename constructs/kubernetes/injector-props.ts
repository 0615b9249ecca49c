import type { Duration } from "../duration";
import type { VaultProduct } from "../vault-product";
import type { OperatorProps } from "./operator-props";
import type { PodTemplate } from "./pod-template";
import type { Pods } from "./pods";

export interface InjectorProps extends OperatorProps {
  /** Whose injector the cluster has: each reads annotations of its own, and none of the other's. */
  readonly product: VaultProduct;
  /** The pods that are given an agent. */
  readonly pods: Pods;
  /** The files that it writes. */
  readonly templates: readonly PodTemplate[];
  /**
   * The ID of the user as whom the pods run, and their agent, so that its files are theirs alone: not 0. Kubernetes'
   * `runAsUser`.
   */
  readonly user: number;
  /**
   * How long after a pod is told to end its token is revoked, and its users with it: as long as its containers may take
   * to end. @default - nothing is revoked: what it has ends by itself
   */
  readonly revokeAfter?: Duration;
}
