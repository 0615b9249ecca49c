import { Duration, OnChange, Pods, PodTemplate, VaultProduct } from "../../../constructs";
import { injectedAgents } from "../../../rehearsal/agent/injected-configuration";
import { injectedPod } from "../../../rehearsal/agent/injected-pod";
import { shellLine, shellWords } from "../../../rehearsal/agent/shell-words";
import { inPods, synthesizeOperated, VAULT } from "../../constructs/kubernetes/granted-workload";

const CONTENTS = `{{ with secret "database/creds/app-readonly" }}postgresql://`;

/** What the injector of a product makes of a file that is edited. */
function agentsOf(product: VaultProduct, edit: (text: string) => string = (text) => text) {
  const { access, files } = synthesizeOperated(
    inPods((web, role) =>
      web.injector({
        ...VAULT,
        vaultCaSecret: "vault-ca",
        product,
        pods: Pods.deployment("web"),
        user: 1000,
        revokeAfter: Duration.seconds(20),
        templates: [
          PodTemplate.url({
            role,
            file: "Database",
            onChange: OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/pid" }),
          }),
        ],
      }),
    ),
  );
  const { injector } = access.workloads[0]!;
  const text = edit(files.get(injector!.file) ?? "");
  return injectedAgents(injector!, injectedPod(injector!, text));
}

/** As the injector of OpenBao 1.4.0 makes it of the same annotations, but that it has one method of login in no list. */
const configuration = (isInit: boolean) => ({
  auto_auth: {
    method: [
      {
        type: "kubernetes",
        mount_path: "auth/kubernetes",
        config: {
          role: "web",
          token_path: "/var/run/secrets/openbao.openbao.org/serviceaccount/token",
        },
        exit_on_err: true,
      },
    ],
    sink: [{ type: "file", config: { path: "/home/openbao/.openbao-token" } }],
  },
  exit_after_auth: isInit,
  pid_file: "/home/openbao/.pid",
  vault: { address: "https://vault.internal:8200", ca_cert: "/vault/tls/ca.crt" },
  template: [
    {
      destination: "/vault/secrets/Database",
      contents: expect.stringContaining(CONTENTS) as string,
      left_delimiter: "{{",
      right_delimiter: "}}",
      command: expect.stringContaining("'HUP' '/vault/secrets/pid'") as string,
      perms: "0600",
      error_on_missing_key: true,
    },
  ],
  listener: [{ type: "tcp", address: "127.0.0.1:8200", tls_disable: true }],
  cache: {
    use_auto_auth_token: "true",
    persist: {
      type: "kubernetes",
      path: "/vault/agent-cache",
      exit_on_err: false,
      // What it has when nothing else is said.
      service_account_token_file: "/var/run/secrets/kubernetes.io/serviceaccount/token",
    },
  },
  template_config: { exit_on_retry_failure: true },
});

test("agents of a pod are those that the injector makes of its annotations", () => {
  const { init, sidecar } = agentsOf(VaultProduct.openBao());
  expect(init?.configuration).toEqual(configuration(true));
  expect(sidecar?.configuration).toEqual(configuration(false));
  const tokens = [
    ["/var/run/secrets/openbao.openbao.org/serviceaccount/token", "vault"],
    ["/var/run/secrets/kubernetes.io/serviceaccount/token", "vault"],
  ];
  expect([init, sidecar].map((agent) => [...(agent?.tokens ?? [])])).toEqual([tokens, tokens]);
  expect(sidecar?.preStop?.[2]).toMatch(/^sleep 20; /);
});

test("the injector of OpenBao reads annotations of Vault's, and that of Vault none of OpenBao's", () => {
  const others = (text: string) => text.replaceAll("openbao.org/", "vault.hashicorp.com/");
  expect(agentsOf(VaultProduct.openBao(), others).init?.configuration).toEqual(configuration(true));
  const openBaos = (text: string) => text.replaceAll("vault.hashicorp.com/", "openbao.org/");
  expect(agentsOf(VaultProduct.vault(), openBaos)).toEqual({});
});

test("a pod that names no volume logs in with the token for the API", () => {
  const { init } = agentsOf(VaultProduct.vault(), (text) =>
    text.replace("-token-volume-name", "-token-volume-names"),
  );
  expect(init?.tokens.get("/var/run/secrets/kubernetes.io/serviceaccount/token")).toBe("vault");
  expect(init?.configuration.auto_auth?.method?.[0]?.config?.token_path).toBe(
    "/var/run/secrets/kubernetes.io/serviceaccount/token",
  );
});

test.each([
  ["has no cache", "agent-cache-enable", { sidecar: true, init: true, cache: false }],
  ["is the only one", "agent-share-process-namespace", { sidecar: false, init: true, cache: false }],
] as const)("an agent that %s", (_, name, expected) => {
  const only = "agent-pre-populate-only";
  const to = name === "agent-cache-enable" ? "agent-cache" : only;
  const { init, sidecar } = agentsOf(VaultProduct.vault(), (text) => text.replace(name, to));
  expect({
    init: init !== undefined,
    sidecar: sidecar !== undefined,
    cache: init?.configuration.cache !== undefined,
  }).toEqual(expected);
});

test("a template that an annotation doesn't give is the injector's own", () => {
  const { init } = agentsOf(VaultProduct.vault(), (text) =>
    text.replace(/agent-inject-(template|file|perms|command)-Database/g, "agent-injected-$1"),
  );
  expect(init?.configuration.template).toEqual([
    {
      destination: "/vault/secrets/database",
      contents:
        '{{ with secret "database/creds/app-readonly" }}{{ range $k, $v := .Data }}{{ $k }}: {{ $v }}\n{{ end }}{{ end }}',
      left_delimiter: "{{",
      right_delimiter: "}}",
      error_on_missing_key: true,
    },
  ]);
});

test("words of a shell's line come back as they were, and another line is the shell's", () => {
  const words = ["/bin/sh", "-c", `it's "$1"`, ""];
  expect(shellWords(shellLine(words))).toEqual(words);
  expect(shellWords("touch /tmp/it")).toEqual(["/bin/sh", "-c", "touch /tmp/it"]);
});
