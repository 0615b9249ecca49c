import type { WorkloadDescription } from "../../access/access-manifest";
import type {
  AgentDescription,
  AgentEnvironmentDescription,
  AgentProcessDescription,
  AgentTemplateDescription,
} from "../../access/agent-description";
import { contentsOf, variableContents } from "./contents";
import { onChangeExec } from "./on-change-command";

/**
 * The text of an agent's configuration file, in JSON, which Vault's agent and OpenBao's read.
 *
 * @see Vault documentation, "What is Vault Agent?",
 * https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent, and OpenBao documentation, "What is OpenBao Agent?",
 * https://openbao.org/docs/agent-and-proxy/agent/
 */
export function agentConfiguration(
  workload: Pick<WorkloadDescription, "name" | "login">,
  agent: AgentDescription,
): string {
  const { vaultAddress: address, vaultCaFile: ca_cert, templates, process } = agent;
  const configuration = {
    vault: { address, ca_cert },
    auto_auth: autoAuth(workload, agent),
    // Rather no agent than one that is alive beside a file whose user is gone.
    template_config: { exit_on_retry_failure: true },
    template: templates.length ? templates.map(template) : undefined,
    ...(process && supervision(process)),
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

function autoAuth(
  { name, login }: Parameters<typeof agentConfiguration>[0],
  { roleIdFile, secretIdFile, sink }: AgentDescription,
) {
  const mount = `auth/${login.path}`;
  const config = {
    role_id_file_path: roleIdFile,
    secret_id_file_path: secretIdFile,
    secret_id_response_wrapping_path: `${mount}/role/${name}/secret-id`,
    remove_secret_id_file_after_reading: true,
  };
  return {
    method: [{ type: "approle", mount_path: mount, exit_on_err: true, config }],
    sink: sink && [{ type: "file", config: { path: sink.path, mode: Number.parseInt(sink.mode, 8) } }],
  };
}

function template(description: AgentTemplateDescription) {
  const { destination, mode, owner } = description;
  return {
    destination,
    contents: contentsOf(description),
    error_on_missing_key: true,
    perms: mode,
    ...owner,
    backup: false,
    exec: onChangeExec(description),
  };
}

function supervision({ command, stopSignal, environment }: AgentProcessDescription) {
  return {
    env_template: environment.flatMap(environmentTemplates),
    exec: { command, restart_on_secret_changes: "always", restart_stop_signal: stopSignal },
  };
}

function environmentTemplates({ variables, ...credential }: AgentEnvironmentDescription) {
  return Object.entries(variables).map(([name, field]) => ({
    [name]: { contents: variableContents(credential, field), error_on_missing_key: true },
  }));
}
