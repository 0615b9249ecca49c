import type { AgentDescription } from "../../../constructs";
import { agentConfiguration } from "../../../constructs/agent/configuration/agent-configuration";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { type Mutation, policy, remove, withFile } from "./mutation";

interface Configuration {
  readonly auto_auth: {
    readonly method: { exit_on_err?: boolean; readonly config: Record<string, unknown> }[];
  };
  readonly template: { contents: string; perms: string; backup: boolean; exec?: { command: string[] } }[];
}

/** Edits the configuration of the agent: its method of login, and its first template. */
const agent = (
  change: (
    template: Configuration["template"][number],
    method: Configuration["auto_auth"]["method"][number],
  ) => void,
) =>
  withFile("approle-myapp.agent.json", (text) => {
    const configuration = JSON.parse(text) as Configuration;
    change(configuration.template[0]!, configuration.auto_auth.method[0]!);
    return JSON.stringify(configuration);
  });

/** Edits what `access.json` says of agents, and the configuration of each with it. */
const described =
  (change: (text: string) => string) =>
  (stack: SynthesizedStack): SynthesizedStack => {
    const files = new Map(stack.files);
    const workloads = stack.access.workloads.map((workload) => {
      if (!workload.agent) return workload;
      const agent = JSON.parse(change(JSON.stringify(workload.agent))) as AgentDescription;
      files.set(agent.file, agentConfiguration(workload, agent));
      return { ...workload, agent };
    });
    return { ...stack, files, access: { ...stack.access, workloads } };
  };

/** Wrong edits of what an agent is started with, and of what it meets. */
export const AGENT_MUTATIONS: readonly Mutation[] = [
  [
    "everybody may read what an agent writes",
    agent((template) => (template.perms = "0644")),
    "myapp (approle): agent-writes-its-files: unexpected: /run/myapp/database.json 0644; missing: /run/myapp/database.json 0600",
  ],
  [
    "an agent leaves its login material where it was",
    agent((_, { config }) => (config.remove_secret_id_file_after_reading = false)),
    "myapp (approle): agent-writes-its-files: unexpected: /run/myapp/secret-id 0600",
  ],
  [
    "an agent leads to another server",
    agent((template) => (template.contents = template.contents.replace('"postgres"', '"elsewhere"'))),
    "myapp (approle): agent-writes-its-files: in /run/myapp/database.json, host is elsewhere instead of postgres",
  ],
  [
    "an agent's template asks for what a credential doesn't have",
    agent((template) => (template.contents = template.contents.replace(".Data.password", ".Data.secret"))),
    /^myapp \(approle\): agent-writes-its-files: its agent has ended: template server: .*map has no entry for key "secret"/,
  ],
  [
    "an agent may not read its credential",
    policy((paths) => Reflect.deleteProperty(paths, "database/creds/app-readwrite")),
    /^myapp \(approle\): agent-writes-its-files: its agent is refused: GET database\/creds\/app-readwrite: 403/,
  ],
  [
    "an agent mistakes the user for the password",
    agent((template) => (template.contents = template.contents.replace(".Data.password", ".Data.username"))),
    /^myapp \(approle\): agent-credential-logs-in \(\/run\/myapp\/database\.json\): the user in \/run\/myapp\/database\.json doesn't log in: password authentication failed/,
  ],
  [
    "an agent may not renew, and nothing limits how many users it asks for",
    (stack) =>
      policy((paths) => Reflect.deleteProperty(paths, "sys/leases/renew"))(
        remove("vault_quota_rate_limit")(stack),
      ),
    [
      "myapp (approle): agent-renews: it doesn't renew a lease: PUT sys/leases/renew: 403 permission denied",
      /^myapp \(approle\): agent-issues-no-users-without-end: it was issued \d+ users by database\/creds\/app-readwrite, since it met PUT sys\/leases\/renew: 403 permission denied$/,
    ],
  ],
  [
    "an agent keeps copies of what it wrote",
    agent((template) => (template.backup = true)),
    "myapp (approle): agent-replaces-what-is-revoked: after a change: unexpected: /run/myapp/database.json.bak 0600",
  ],
  [
    "an agent tells nobody of a change",
    agent((template) => delete template.exec),
    "myapp (approle): agent-replaces-what-is-revoked: it did nothing when /run/myapp/database.json had changed",
  ],
  [
    "an agent ends when its command fails",
    agent(({ exec }) => (exec!.command = exec!.command.slice(-3))),
    /^myapp \(approle\): agent-outlives-what-fails-on-a-change: its agent has ended: .*failed to execute command/,
  ],
  [
    "an agent lives on without a login",
    agent((_, method) => delete method.exit_on_err),
    "myapp (approle): agent-ends-when-it-can-not-log-in: it is alive though it can't log in: a file that it wrote earlier would seem good",
  ],
  [
    "an agent is described with another database than its role's",
    described((text) => text.replaceAll('"database":"appdb"', '"database":"postgres"')),
    "myapp (approle): agent-writes-its-files: in /run/myapp/database.json, database is postgres instead of appdb; in /run/myapp/pg_service.conf, database is postgres instead of appdb",
  ],
  [
    "an agent's configuration isn't what is described",
    agent((_, method) => delete method.exit_on_err),
    /^myapp \(approle\): agent-as-described: approle-myapp\.agent\.json: /,
  ],
];
