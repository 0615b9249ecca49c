/** What makes pods, of which a manifest says what an injector needs, and nothing of the application. */
export interface PatchOfPods {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  };
}

interface PodTemplate {
  readonly metadata: object;
  readonly spec: object;
}

const KINDS = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];
const LABELS = { "vault-db/rehearsal": "app" };

/** Whether an object is a part of something that makes pods. */
export function isPatchOfPods(object: { readonly kind: string }): object is PatchOfPods {
  return KINDS.includes(object.kind);
}

/** The same with an application, for a cluster in which there is none yet. */
export function withApplication(patch: PatchOfPods): object {
  const { kind, spec } = patch;
  const selector = { matchLabels: LABELS };
  switch (kind) {
    case "CronJob": {
      const template = podTemplate(spec.jobTemplate?.spec.template, "Never");
      return { ...patch, spec: { schedule: "@daily", jobTemplate: { spec: { template } } } };
    }
    case "Job":
      return { ...patch, spec: { template: podTemplate(spec.template, "Never") } };
    case "StatefulSet":
      return { ...patch, spec: { selector, serviceName: "app", template: podTemplate(spec.template) } };
    default:
      return { ...patch, spec: { selector, template: podTemplate(spec.template) } };
  }
}

function podTemplate(template: PodTemplate | undefined, restartPolicy = "Always"): object {
  return {
    metadata: { labels: LABELS, ...template?.metadata },
    spec: { containers: [{ name: "app", image: "app" }], restartPolicy, ...template?.spec },
  };
}
