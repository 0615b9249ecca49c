import type { InjectorDescription } from "../../constructs";
import { manifestsIn } from "../../constructs/kubernetes/manifests/read-manifests";

/** What makes pods, as far as an injector and a cluster look at it. */
export interface InjectedPod {
  readonly namespace: string;
  /** By their names without the prefix: those that the product's injector reads. */
  readonly annotations: ReadonlyMap<string, string>;
  readonly serviceAccount: string;
  /** The audiences of the tokens in its projected volumes, by the names of these. */
  readonly audiences: ReadonlyMap<string, string>;
}

/** Before the name of each annotation, by whose injector reads it: OpenBao's reads those of Vault's that it has not itself. */
const PREFIXES = {
  vault: ["vault.hashicorp.com/"],
  openbao: ["vault.hashicorp.com/", "openbao.org/"],
} as const;

interface PodTemplate {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly serviceAccountName?: string;
    readonly volumes?: readonly ProjectedVolume[];
  };
}

interface ProjectedVolume {
  readonly name: string;
  readonly projected?: {
    readonly sources?: readonly { readonly serviceAccountToken?: { readonly audience?: string } }[];
  };
}

interface PodMaker {
  readonly metadata?: { readonly namespace?: string };
  readonly spec?: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
  };
}

/** The pods that a file makes of those in the first namespace. */
export function injectedPod({ product }: InjectorDescription, text: string): InjectedPod {
  const [{ metadata = {}, spec = {} } = {}] = manifestsIn(text) as PodMaker[];
  const template = spec.template ?? spec.jobTemplate?.spec?.template;
  const written = Object.entries(template?.metadata?.annotations ?? {});
  const annotations = PREFIXES[product].flatMap((prefix) =>
    written
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const),
  );
  return {
    namespace: metadata.namespace ?? "default",
    annotations: new Map(annotations),
    serviceAccount: template?.spec?.serviceAccountName ?? "default",
    audiences: new Map((template?.spec?.volumes ?? []).flatMap(audienceOf)),
  };
}

function audienceOf({ name, projected }: ProjectedVolume): [name: string, audience: string][] {
  return (projected?.sources ?? []).flatMap(({ serviceAccountToken }) =>
    serviceAccountToken ? [[name, serviceAccountToken.audience ?? API_AUDIENCE]] : [],
  );
}

/** Whom a token is for that names nobody. */
export const API_AUDIENCE = "https://kubernetes.default.svc";
