import type { AgentDescription } from "../../constructs";

/** What an agent asks in place of its Vault. */
export const AGENTS_VAULT = "the throwaway Vault, whose leases seem to end in a second";

/** What an agent of a rehearsal has in place of what its machine has: of each kind, all at once. */
export function agentSubstitutions(agent: AgentDescription) {
  const { templates, process, sink } = agent;
  const owners = templates.flatMap(({ owner }) =>
    owner ? [`${owner.user ?? ""}:${owner.group ?? ""}`] : [],
  );
  const changes = templates.flatMap(({ onChange }) => {
    if (!onChange) return [];
    if (onChange.kind === "command") return [onChange.command.join(" ")];
    return [`${onChange.signal} to the process in ${onChange.pidFile}`];
  });
  const replaced: [what: string, from: readonly string[], to: string][] = [
    ["Vault", [agent.vaultAddress ?? "VAULT_ADDR"], AGENTS_VAULT],
    [
      "the files of the agent",
      [agent.roleIdFile, agent.secretIdFile, ...(sink ? [sink.path] : [])],
      "files of the rehearsal",
    ],
    [
      "the files of the agent's templates",
      templates.map(({ destination }) => destination),
      "files of the rehearsal",
    ],
    ["the owners of the agent's files", owners, "who runs the rehearsal"],
    ["what the agent does on a change", changes, "a note that it was done"],
    ["the agent's process", process ? [process.command.join(" ")] : [], "one that notes its environment"],
  ];
  return replaced
    .filter(([, from]) => from.length)
    .map(([what, from, to]) => ({ address: agent.file, what, from: [...new Set(from)].join(", "), to }));
}
