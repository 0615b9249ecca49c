import { agentConfiguration } from "../../constructs/agent/configuration/agent-configuration";
import type { Undescribed } from "../stack/described-settings";
import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What an agent would be started with, where it isn't what is described: a rehearsal starts agents by what is described. */
export function undescribedAgents({ access, files }: SynthesizedStack): Undescribed[] {
  return access.workloads.flatMap((workload) => {
    const { agent, name, login } = workload;
    if (!agent) return [];
    const described = agentConfiguration(workload, agent);
    const written = files.get(agent.file) ?? "";
    if (written === described) return [];
    return [
      {
        about: { kind: "workload", name, login: login.path },
        detail: `${agent.file}: ${where(described.split("\n"), written.split("\n"))}`,
      },
    ];
  });
}

/** What is written may be a secret. */
function where(described: readonly string[], written: readonly string[]): string {
  const line = described.findIndex((each, index) => each !== written[index]);
  if (!described[line]) return "it goes on after what is described";
  return `line ${line + 1} is not what is described: ${described[line].trim()}`;
}
