import type { PodsDescription } from "../access/kubernetes-description";
import type { Duration } from "../duration";

export interface JobProps {
  /** How long a pod of it runs at most, after which it is ended. Kubernetes' `activeDeadlineSeconds`. */
  readonly longest: Duration;
}

/**
 * Pods, by what makes them.
 *
 * @see Kubernetes documentation, "Workload Management",
 * https://kubernetes.io/docs/concepts/workloads/controllers/
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

  /** Those of a Job, which end by themselves. */
  static job(name: string, props: JobProps): Pods {
    return new Pods("Job", name, props.longest);
  }

  /** Those of the Jobs of a CronJob, which end by themselves. */
  static cronJob(name: string, props: JobProps): Pods {
    return new Pods("CronJob", name, props.longest);
  }

  private constructor(
    /** Kubernetes' `kind`. */
    readonly kind: PodsDescription["kind"],
    /** Its name. */
    readonly name: string,
    /** How long one runs at most. Undefined where it runs as long as it is there. */
    readonly longest?: Duration,
  ) {}

  /** The pods in `access.json`. */
  describe(): PodsDescription {
    return { kind: this.kind, name: this.name };
  }
}
