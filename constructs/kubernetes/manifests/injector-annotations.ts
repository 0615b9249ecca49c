import type { AgentTemplateDescription } from "../../access/agent-description";
import type { InjectorDescription } from "../../access/injector-description";
import { contentsOf } from "../../agent/configuration/contents";
import { shellWord } from "../../agent/configuration/escape";
import { onChangeExec } from "../../agent/configuration/on-change-command";
import type { KubernetesClient } from "./kubernetes-client";

/** Before the name of each annotation, by whose injector reads it. */
const PREFIXES = { vault: "vault.hashicorp.com", openbao: "openbao.org" } as const;
/** The volume with a token for Vault's audience. */
export const TOKEN_VOLUME = "vault-service-account-token";
/** Where an agent looks for the token that it seals its cache with: the injector has no annotation for another place. */
const API_TOKEN_DIRECTORY = "/var/run/secrets/kubernetes.io/serviceaccount";
/** Where the injector mounts a Secret with TLS material. */
const TLS_DIRECTORY = "/vault/tls";

/**
 * What the injector of Vault or OpenBao reads. An annotation that it doesn't know it passes over without a word.
 *
 * @see Vault documentation, "Vault Agent Injector annotations",
 * https://developer.hashicorp.com/vault/docs/deploy/kubernetes/injector/annotations
 */
export function injectorAnnotations(
  { name, login }: KubernetesClient,
  injector: InjectorDescription,
): Record<string, string> {
  const { product, vaultAddress, vaultCaSecret, user, longest, templates } = injector;
  const annotations = {
    "agent-inject": "true",
    service: vaultAddress,
    ...(vaultCaSecret && { "tls-secret": vaultCaSecret, "ca-cert": `${TLS_DIRECTORY}/ca.crt` }),
    "auth-path": `auth/${login.path}`,
    role: name,
    "agent-service-account-token-volume-name": TOKEN_VOLUME,
    "agent-run-as-user": String(user),
    // Rather an agent that is started again than one that is alive beside a file whose user is gone.
    "agent-auto-auth-exit-on-err": "true",
    "template-config-exit-on-retry-failure": "true",
    ...(longest === undefined ? besidePods(injector) : { "agent-pre-populate-only": "true" }),
    ...Object.assign({}, ...templates.map(templateAnnotations)),
  };
  return Object.fromEntries(
    Object.entries<string>(annotations).map(([key, value]) => [`${PREFIXES[product]}/${key}`, value]),
  );
}

/** What is for an agent that takes over from the one that ran before the pod's containers. */
function besidePods(injector: InjectorDescription): Record<string, string> {
  const { revokeAfter, templates } = injector;
  const mount = patchOf("/volumeMounts/-", {
    name: TOKEN_VOLUME,
    mountPath: API_TOKEN_DIRECTORY,
    readOnly: true,
  });
  const revocation =
    revokeAfter === undefined ? [] : [patchOf("/lifecycle/preStop", revoke(injector, revokeAfter))];
  return {
    // One credential for a pod: the second agent otherwise asks for another one.
    "agent-cache-enable": "true",
    // Without this the cache hands on neither token nor leases.
    "agent-cache-use-auto-auth-token": "true",
    "agent-init-json-patch": JSON.stringify([mount]),
    "agent-json-patch": JSON.stringify([mount, ...revocation]),
    ...(templates.some(({ onChange }) => onChange?.kind === "signal") && {
      "agent-share-process-namespace": "true",
    }),
  };
}

function patchOf(path: string, value: object) {
  return { op: "add", path, value };
}

/**
 * The injector has an annotation for this, by which the program looks for its token in the home of its user: one that has
 * none finds nothing, and neither does OpenBao's.
 */
function revoke({ product, vaultAddress, vaultCaSecret }: InjectorDescription, seconds: number) {
  const program = { vault: "vault", openbao: "bao" }[product];
  const ca = vaultCaSecret ? ` -ca-cert=${TLS_DIRECTORY}/ca.crt` : "";
  const token = `VAULT_TOKEN="$(cat /home/${product}/.${product}-token)"`;
  const command = `sleep ${seconds}; ${token} ${program} token revoke -address=${vaultAddress}${ca} -self`;
  return { exec: { command: ["/bin/sh", "-c", command] } };
}

function templateAnnotations(template: AgentTemplateDescription): Record<string, string> {
  const { destination, mode, credential } = template;
  const file = destination.slice(destination.lastIndexOf("/") + 1);
  const exec = onChangeExec(template);
  return {
    [`agent-inject-secret-${file}`]: credential,
    [`agent-inject-template-${file}`]: contentsOf(template),
    [`agent-inject-file-${file}`]: file,
    [`agent-inject-perms-${file}`]: mode,
    [`error-on-missing-key-${file}`]: "true",
    ...(exec && { [`agent-inject-command-${file}`]: exec.command.map(shellWord.text).join(" ") }),
  };
}
