import type { ServerAddress, AgentDescription, InjectorDescription } from "../../../constructs";
import { agentSubstitutions, podSubstitutions } from "../../../rehearsal/agent/agent-substitutions";

const ADDRESS: ServerAddress = { host: "postgres", port: 5432, database: "appdb", sslMode: "disable" };
const CREDENTIAL = { credential: "database/creds/app", address: ADDRESS };

const AGENT: AgentDescription = {
  file: "approle-myapp.agent.json",
  roleIdFile: "/etc/myapp/role-id",
  secretIdFile: "/run/myapp/secret-id",
  sink: { path: "/run/myapp/token", mode: "0600" },
  templates: [
    {
      ...CREDENTIAL,
      kind: "json",
      destination: "/run/myapp/database.json",
      mode: "0600",
      owner: { user: "myapp", group: "www" },
      onChange: { kind: "command", command: ["systemctl", "reload", "myapp"], timeout: 30 },
    },
    {
      ...CREDENTIAL,
      kind: "pgpass",
      destination: "/run/myapp/pgpass",
      mode: "0600",
      onChange: { kind: "signal", signal: "SIGHUP", pidFile: "/run/myapp/pid" },
    },
  ],
};

const linesOf = (agent: AgentDescription) =>
  agentSubstitutions(agent).map(({ address, what, from, to }) => `${address}: ${what}: ${from} → ${to}`);

test("a report tells everything that an agent of a rehearsal has in place of its machine", () => {
  expect(linesOf(AGENT)).toEqual([
    "approle-myapp.agent.json: Vault: VAULT_ADDR → the throwaway Vault, whose leases seem to end in a second",
    "approle-myapp.agent.json: the files of the agent: /etc/myapp/role-id, /run/myapp/secret-id, /run/myapp/token → files of the rehearsal",
    "approle-myapp.agent.json: the files of the agent's templates: /run/myapp/database.json, /run/myapp/pgpass → files of the rehearsal",
    "approle-myapp.agent.json: the owners of the agent's files: myapp:www → who runs the rehearsal",
    "approle-myapp.agent.json: what the agent does on a change: systemctl reload myapp, SIGHUP to the process in /run/myapp/pid → a note that it was done",
  ]);
});

test("a process is one that notes its environment", () => {
  const environment = [{ ...CREDENTIAL, variables: { PGUSER: "user" } as const }];
  const process = { command: ["node", "server.js"], stopSignal: "SIGTERM", environment };
  expect(linesOf({ ...AGENT, vaultAddress: "https://vault:8200", templates: [], process })).toEqual([
    "approle-myapp.agent.json: Vault: https://vault:8200 → the throwaway Vault, whose leases seem to end in a second",
    "approle-myapp.agent.json: the files of the agent: /etc/myapp/role-id, /run/myapp/secret-id, /run/myapp/token → files of the rehearsal",
    "approle-myapp.agent.json: the agent's process: node server.js → one that notes its environment",
  ]);
});

test("a report tells everything that a pod of a rehearsal has in place of its cluster", () => {
  const injector: InjectorDescription = {
    file: "kubernetes-web.injector.yaml",
    product: "openbao",
    vaultAddress: "https://vault:8200",
    serviceAccount: "web",
    pods: { kind: "Deployment", name: "web" },
    user: 1000,
    templates: [
      {
        ...CREDENTIAL,
        kind: "json",
        destination: "/vault/secrets/database.json",
        mode: "0600",
        onChange: { kind: "signal", signal: "SIGHUP", pidFile: "/vault/secrets/pid" },
      },
    ],
  };
  const lines = podSubstitutions(injector).map(({ what, from, to }) => `${what}: ${from} → ${to}`);
  expect(lines).toEqual([
    "Vault: https://vault:8200 → the throwaway Vault, whose leases seem to end in 5 s",
    "the injector of openbao and the pods of Deployment web: user 1000 → the agents that it would make of the annotations, as who runs the rehearsal",
    "the files of the agent's templates: /vault/secrets/database.json → files of the rehearsal",
    "what the agent does on a change: SIGHUP to the process in /vault/secrets/pid → a note that it was done",
  ]);
});
