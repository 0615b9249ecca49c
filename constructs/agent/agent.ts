import { Construct } from "constructs";
import type { AgentDescription } from "../access/agent-description";
import { addFile } from "../private/add-file";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { AgentProps, AgentScope } from "./agent-props";
import { agentConfiguration } from "./configuration/agent-configuration";
import { describeEnvironment, describeTemplate } from "./private/describe-agent";
import { agentProblems, rolesOf } from "./private/agent-problems";
import { leaseProblems } from "./private/login-problems";

/**
 * The configuration of Vault's or OpenBao's agent, for a workload that logs in with AppRole: the program next to the
 * application that logs in, keeps its token and its leases alive, and writes each credential where the application
 * finds it, a new one well before the old one ends. Synthesis writes it as `<policy name>.agent.json` next to the
 * stack's `cdk.tf.json`; there is no secret in it.
 *
 * Whatever deploys gives it login material before each start, as `vault-db login-material` prints it: the secret ID is
 * wrapped, works once, and its file is removed. So nothing restarts the agent by itself, and it ends when it can't log
 * in any more, or when what it reads was refused for some five minutes, rather than be alive beside a file whose user
 * is gone. It keeps neither a cache, which would hide that a lease comes near its end, nor backups of files.
 *
 * @see Vault documentation, "What is Vault Agent?",
 * https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent, and OpenBao documentation, "What is OpenBao Agent?",
 * https://openbao.org/docs/agent-and-proxy/agent/
 *
 * @example
 * workload.agent({
 *   vaultAddress: "https://vault.internal:8200",
 *   roleIdFile: "/etc/myapp/role-id",
 *   secretIdFile: "/run/myapp/secret-id",
 *   templates: [
 *     AgentTemplate.envFile({
 *       role,
 *       destination: "/run/myapp/database.env",
 *       onChange: OnChange.command(["systemctl", "restart", "myapp"]),
 *     }),
 *   ],
 * });
 */
export class Agent extends Construct {
  /** The name of the file that is written. */
  readonly fileName: string;

  /** Made by `workload.agent`. */
  constructor(
    scope: Construct,
    private readonly within: AgentScope,
    private readonly props: AgentProps,
  ) {
    super(scope, childId(scope, "agent", "agent"));
    const { workload } = within;
    this.fileName = `${workload.policyName}.agent.json`;
    claim(this, "agent configuration", this.fileName, "call agent(…) once, with all of its templates");
    addFile(this, this.fileName, () => this.configuration());
    addProblems(this, () => agentProblems(within, props));
    addProblems(workload, () => leaseProblems(within.token, rolesOf(props)));
  }

  /** The text of the file. */
  configuration(): string {
    const { workload, login } = this.within;
    return agentConfiguration({ name: workload.workloadName, login }, this.describe());
  }

  /** The agent in `access.json`. */
  describe(): AgentDescription {
    const { sink, templates = [], process } = this.props;
    return {
      file: this.fileName,
      vaultAddress: this.props.vaultAddress,
      vaultCaFile: this.props.vaultCaFile,
      roleIdFile: this.props.roleIdFile,
      secretIdFile: this.props.secretIdFile,
      sink: sink && { path: sink.path, mode: sink.mode ?? "0600" },
      templates: templates.map(describeTemplate).sort((a, b) => (a.destination < b.destination ? -1 : 1)),
      process: process && {
        command: [...process.props.command],
        stopSignal: process.stopSignal,
        environment: process.props.environment.map(describeEnvironment),
      },
    };
  }
}
