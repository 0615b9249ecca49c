import type { PodsDescription } from "../access/kubernetes-description";

/**
 * Pods, by what makes them.
 *
 * @see Kubernetes documentation, "Workload Management"
 */
export class Pods {
  /** Those of a Deployment. */
  static deployment(name: string): Pods {
    return new Pods("Deployment", name);
  }

  /** Those of a StatefulSet. */
  static statefulSet(name: string): Pods {
    return new Pods("StatefulSet", name);
  }

  /** Those of a DaemonSet. */
  static daemonSet(name: string): Pods {
    return new Pods("DaemonSet", name);
  }

  private constructor(
    /** Kubernetes' `kind`. */
    readonly kind: PodsDescription["kind"],
    /** Its name. */
    readonly name: string,
  ) {}

  /** The pods in `access.json`. */
  describe(): PodsDescription {
    return { kind: this.kind, name: this.name };
  }
}
