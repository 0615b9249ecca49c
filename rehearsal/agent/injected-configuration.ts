import type { InjectorDescription } from "../../constructs";
import type { AgentConfiguration, AgentTemplate } from "./played-configuration";
import { API_AUDIENCE, type InjectedPod } from "./injected-pod";

/** One of the agents that an injector puts into a pod. */
export interface InjectedAgent {
  readonly configuration: AgentConfiguration;
  /** The service account tokens in its container: their audiences, by their files. */
  readonly tokens: ReadonlyMap<string, string>;
  /** What is run before it is told to end. */
  readonly preStop?: readonly string[];
}

/** The agents of a pod: one that ends before its containers start, and one beside them. */
export interface InjectedAgents {
  readonly init?: InjectedAgent;
  readonly sidecar?: InjectedAgent;
}

type Annotation = (name: string) => string | undefined;

/** Where the injector mounts a volume with a token that no container has. */
const TOKEN_DIRECTORIES = {
  vault: "/var/run/secrets/vault.hashicorp.com/serviceaccount",
  openbao: "/var/run/secrets/openbao.openbao.org/serviceaccount",
} as const;
/** Where Kubernetes mounts the token for its own API. */
const API_TOKEN_DIRECTORY = "/var/run/secrets/kubernetes.io/serviceaccount";
const SECRETS_DIRECTORY = "/vault/secrets";
const TRUE = /^(1|t|true)$/i;

/**
 * The agents of a pod, as the injector makes them of its annotations. What it doesn't find in them has the injector's own
 * default.
 *
 * @see github.com/hashicorp/vault-k8s, `agent-inject/agent`: `New`, `newConfig`, `serviceaccount`; github.com/openbao/openbao-k8s
 */
export function injectedAgents({ product }: InjectorDescription, pod: InjectedPod): InjectedAgents {
  const annotation: Annotation = (name) => pod.annotations.get(name);
  const is = (name: string, otherwise = false) =>
    annotation(name) === undefined ? otherwise : TRUE.test(annotation(name) ?? "");
  if (!is("agent-inject")) return {};
  const isOnly = is("agent-pre-populate-only");
  const isBefore = is("agent-pre-populate", true);
  const isHandedOn = is("agent-cache-enable") && isBefore && !isOnly;
  const agent = (isInit: boolean, patch: string): InjectedAgent => {
    const { directory, audience } = tokenOf(product, pod);
    const patched = patchesOf(annotation(patch));
    return {
      configuration: {
        ...configuration(product, pod, directory, is),
        exit_after_auth: isInit,
        ...(isHandedOn && cache(annotation)),
      },
      tokens: new Map([
        [`${directory}/token`, audience],
        ...patched.mounts.map(
          ({ name, mountPath }) => [`${mountPath}/token`, pod.audiences.get(name) ?? ""] as const,
        ),
      ]),
      preStop: patched.preStop,
    };
  };
  return {
    init: isBefore ? agent(true, "agent-init-json-patch") : undefined,
    sidecar: isOnly ? undefined : agent(false, "agent-json-patch"),
  };
}

function configuration(
  product: InjectorDescription["product"],
  { annotations }: InjectedPod,
  tokenDirectory: string,
  is: (name: string, otherwise?: boolean) => boolean,
): AgentConfiguration {
  const home = `/home/${product}`;
  const role = annotations.get("role");
  return {
    pid_file: `${home}/.pid`,
    vault: { address: annotations.get("service"), ca_cert: annotations.get("ca-cert") },
    auto_auth: {
      method: [
        {
          type: "kubernetes",
          mount_path: annotations.get("auth-path") ?? "auth/kubernetes",
          exit_on_err: is("agent-auto-auth-exit-on-err"),
          config: { role, token_path: `${tokenDirectory}/token` },
        },
      ],
      sink: [{ type: "file", config: { path: `${home}/.${product}-token` } }],
    },
    template: templates(annotations, is),
    template_config: { exit_on_retry_failure: is("template-config-exit-on-retry-failure", true) },
  };
}

/** In the order of the annotations, as a map of Go has none. */
function templates(
  annotations: InjectedPod["annotations"],
  is: (name: string, otherwise?: boolean) => boolean,
): AgentTemplate[] {
  const names = [...annotations.keys()].flatMap(
    (name) => /^agent-inject-(?:secret-|template-file-|template-(?!file-))(.+)$/.exec(name)?.[1] ?? [],
  );
  return [...new Set(names)].map((name) => {
    const of = (annotation: string) => annotations.get(`${annotation}-${name}`);
    const directory = of("secret-volume-path") ?? annotations.get("secret-volume-path") ?? SECRETS_DIRECTORY;
    const credential = of("agent-inject-secret") ?? "";
    const all = `{{ with secret "${credential}" }}{{ range $k, $v := .Data }}{{ $k }}: {{ $v }}\n{{ end }}{{ end }}`;
    return {
      destination: `${directory}/${of("agent-inject-file") ?? name.toLowerCase()}`,
      contents: of("agent-inject-template") ?? all,
      left_delimiter: "{{",
      right_delimiter: "}}",
      command: of("agent-inject-command"),
      perms: of("agent-inject-perms"),
      error_on_missing_key: is(`error-on-missing-key-${name}`),
    };
  });
}

function cache(annotation: Annotation): Pick<AgentConfiguration, "cache" | "listener"> {
  const address = `127.0.0.1:${annotation("agent-cache-listener-port") ?? "8200"}`;
  return {
    listener: [{ type: "tcp", address, tls_disable: true }],
    cache: {
      use_auto_auth_token: annotation("agent-cache-use-auto-auth-token") ?? "true",
      persist: {
        type: "kubernetes",
        path: "/vault/agent-cache",
        // Where an agent looks by itself.
        service_account_token_file: `${API_TOKEN_DIRECTORY}/token`,
        exit_on_err: TRUE.test(annotation("agent-cache-exit-on-err") ?? ""),
      },
    },
  };
}

/** Where its container has the token that it logs in with. */
function tokenOf(product: InjectorDescription["product"], { annotations, audiences }: InjectedPod) {
  const volume = annotations.get("agent-service-account-token-volume-name");
  if (!volume) return { directory: API_TOKEN_DIRECTORY, audience: API_AUDIENCE };
  return { directory: TOKEN_DIRECTORIES[product], audience: audiences.get(volume) ?? "" };
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value: unknown;
}

/** What is added to the container of an agent. */
function patchesOf(text = "[]") {
  const added = (JSON.parse(text) as Operation[]).filter(({ op }) => op === "add");
  const at = (path: string) => added.filter((each) => each.path === path).map(({ value }) => value);
  const [preStop] = at("/lifecycle/preStop") as { exec: { command: string[] } }[];
  return {
    mounts: at("/volumeMounts/-") as { name: string; mountPath: string }[],
    preStop: preStop?.exec.command,
  };
}
