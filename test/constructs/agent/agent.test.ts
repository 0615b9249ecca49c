import {
  type AgentProps,
  AgentProcess,
  AgentTemplate,
  Duration,
  OnChange,
  type Signal,
  VaultToken,
} from "../../../constructs";
import { fileOf, synthesize } from "../vault-resources";
import { findingsOf } from "../bad-inputs/bad-input";
import { type AgentOf, LOGIN, withAgent } from "./granted-agent";

const configurationOf = (props: AgentOf) =>
  JSON.parse(fileOf(withAgent(props), "approle-myapp.agent.json")) as Record<string, unknown>;
const described = (props: AgentOf) => synthesize(withAgent(props)).access.workloads[0]?.agent;
const url =
  (changes: Partial<AgentProps> = {}): AgentOf =>
  (role) => ({
    templates: [AgentTemplate.url({ role, destination: "/run/myapp/db.url" })],
    ...changes,
  });

test("an agent logs in with a wrapped secret ID, and ends when it can't log in or read", () => {
  expect(configurationOf(url())).toEqual({
    vault: {},
    auto_auth: {
      method: [
        {
          type: "approle",
          mount_path: "auth/approle",
          exit_on_err: true,
          config: {
            role_id_file_path: "/etc/myapp/role-id",
            secret_id_file_path: "/run/myapp/secret-id",
            secret_id_response_wrapping_path: "auth/approle/role/myapp/secret-id",
            remove_secret_id_file_after_reading: true,
          },
        },
      ],
    },
    template_config: { exit_on_retry_failure: true },
    template: [
      {
        destination: "/run/myapp/db.url",
        contents:
          '{{ with secret "database/creds/app-readonly" }}postgresql://{{ .Data.username | urlquery | replaceAll "+" "%20" }}' +
          ':{{ .Data.password | urlquery | replaceAll "+" "%20" }}@postgres.internal:5432/appdb?sslmode=verify-full\n{{ end }}',
        error_on_missing_key: true,
        perms: "0600",
        backup: false,
      },
    ],
  });
});

test("it is told where Vault is, and where its token is to be", () => {
  const { vault, auto_auth } = configurationOf(
    url({
      vaultAddress: "https://vault.internal:8200",
      vaultCaFile: "/etc/ssl/vault-ca.pem",
      sink: { path: "/run/myapp/token" },
    }),
  );
  expect(vault).toEqual({ address: "https://vault.internal:8200", ca_cert: "/etc/ssl/vault-ca.pem" });
  expect(auto_auth).toHaveProperty("sink", [
    { type: "file", config: { path: "/run/myapp/token", mode: 0o600 } },
  ]);
});

test("a file has the mode and the owner that are given", () => {
  const owner = { user: "myapp", group: "www-data" };
  const { template } = configurationOf((role) => ({
    templates: [AgentTemplate.json({ role, destination: "/run/myapp/db.json", mode: "0640", owner })],
  }));
  expect(template).toEqual([expect.objectContaining({ perms: "0640", user: "myapp", group: "www-data" })]);
});

test("what is run on a change is a shell's only by its exit status, which is logged", () => {
  const { template } = configurationOf((role) => ({
    templates: [
      AgentTemplate.url({
        role,
        destination: "/run/myapp/a",
        onChange: OnChange.command(["systemctl", "reload", "myapp"], { timeout: Duration.minutes(1) }),
      }),
      AgentTemplate.url({
        role,
        destination: "/run/myapp/b",
        onChange: OnChange.signal("SIGHUP", { pidFile: "/run/myapp.pid" }),
      }),
    ],
  }));
  expect((template as { exec: unknown }[]).map(({ exec }) => exec)).toEqual([
    {
      command: [
        "/bin/sh",
        "-c",
        'timeout -k 5 "$@" || echo "$0: its on-change command ended with status $?" >&2; exit 0',
        "/run/myapp/a",
        "60",
        "systemctl",
        "reload",
        "myapp",
      ],
      timeout: "70s",
    },
    {
      command: [
        "/bin/sh",
        "-c",
        'kill -s "$1" "$(cat "$2")" || echo "$0: no process took $1" >&2; exit 0',
        "/run/myapp/b",
        "HUP",
        "/run/myapp.pid",
      ],
      timeout: "10s",
    },
  ]);
});

test("a process is started with variables, and again when they are others", () => {
  const configuration = configurationOf((role) => ({
    process: AgentProcess.supervise({
      command: ["node", "server.js"],
      environment: [{ role, variables: { DB_USER: "user", DB_HOST: "host" } }],
    }),
  }));
  expect(configuration).not.toHaveProperty("template");
  expect(configuration).toMatchObject({
    env_template: [
      {
        DB_USER: {
          contents: '{{ with secret "database/creds/app-readonly" }}{{ .Data.username }}{{ end }}',
          error_on_missing_key: true,
        },
      },
      {
        DB_HOST: {
          contents: '{{ with secret "database/creds/app-readonly" }}postgres.internal{{ end }}',
          error_on_missing_key: true,
        },
      },
    ],
    exec: {
      command: ["node", "server.js"],
      restart_on_secret_changes: "always",
      restart_stop_signal: "SIGTERM",
    },
  });
});

test("all of it is in access.json, its files in the order of their paths", () => {
  const address = { host: "postgres.internal", port: 5432, database: "appdb", sslMode: "verify-full" };
  const credential = "database/creds/app-readonly";
  expect(
    described((role) => ({
      templates: [
        AgentTemplate.pgService({ role, destination: "/run/myapp/service" }),
        AgentTemplate.envFile({
          role,
          destination: "/run/myapp/env",
          endpoint: { host: "[::1]", port: 6432 },
          sslMode: "disable",
          variables: { DB_USER: "user" },
          onChange: OnChange.command(["reload"]),
        }),
      ],
    })),
  ).toEqual({
    file: "approle-myapp.agent.json",
    ...LOGIN,
    templates: [
      {
        kind: "env",
        destination: "/run/myapp/env",
        mode: "0600",
        credential,
        address: { host: "::1", port: 6432, database: "appdb", sslMode: "disable" },
        variables: { DB_USER: "user" },
        onChange: { kind: "command", command: ["reload"], timeout: 30 },
      },
      {
        kind: "pg_service",
        destination: "/run/myapp/service",
        mode: "0600",
        credential,
        address,
        service: "appdb",
      },
    ],
  });
});

test("everything that is wrong with an agent is told at once", () => {
  const findings = findingsOf(
    withAgent(
      (role) => ({
        secretIdFile: "secret-id",
        templates: [
          AgentTemplate.url({ role, destination: "/run/myapp/url", mode: "0644" }),
          AgentTemplate.url({
            role,
            destination: "/run/myapp/url",
            onChange: OnChange.signal("SIGRELOAD" as Signal, { pidFile: "/run/myapp.pid" }),
          }),
        ],
      }),
      { token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(4) }) },
    ),
  );
  expect(findings.map(({ rule }) => rule)).toEqual([
    "file-path",
    "file-path",
    "agent-file-mode",
    "agent-signal",
    "agent-login",
  ]);
});

test("a secret ID that outlives its token, and has a use for each login, is fine", () => {
  const token = VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(4) });
  expect(findingsOf(withAgent(url(), { secretIdTtl: Duration.hours(24), secretIdUses: 6, token }))).toEqual(
    [],
  );
});
