import type { AgentDescription, AgentTemplateDescription, InjectorDescription } from "../../constructs";

/** What an agent asks in place of its Vault. */
export const AGENTS_VAULT = "the throwaway Vault, whose leases seem to end in a second";

/** What is replaced, by what: nothing where there is none of it. */
type Replaced = readonly [what: string, from: readonly string[], to: string];

/** What an agent of a rehearsal has in place of what its machine has: of each kind, all at once. */
export function agentSubstitutions(agent: AgentDescription) {
  const { templates, process, sink } = agent;
  const owners = templates.flatMap(({ owner }) =>
    owner ? [`${owner.user ?? ""}:${owner.group ?? ""}`] : [],
  );
  return substitutions(agent, [
    ["Vault", [agent.vaultAddress ?? "VAULT_ADDR"], AGENTS_VAULT],
    [
      "the files of the agent",
      [agent.roleIdFile, agent.secretIdFile, ...(sink ? [sink.path] : [])],
      "files of the rehearsal",
    ],
    ["the files of the agent's templates", destinations(templates), "files of the rehearsal"],
    ["the owners of the agent's files", owners, "who runs the rehearsal"],
    ["what the agent does on a change", changes(templates), "a note that it was done"],
    ["the agent's process", process ? [process.command.join(" ")] : [], "one that notes its environment"],
  ]);
}

/** What a pod of a rehearsal has in place of what its cluster has. */
export function podSubstitutions(injector: InjectorDescription) {
  const { templates, vaultAddress, product, pods, user } = injector;
  return substitutions(injector, [
    ["Vault", [vaultAddress], "the throwaway Vault, whose leases seem to end in 5 s"],
    [
      `the injector of ${product} and the pods of ${pods.kind} ${pods.name}`,
      [`user ${user}`],
      "the agents that it would make of the annotations, as who runs the rehearsal",
    ],
    ["the files of the agent's templates", destinations(templates), "files of the rehearsal"],
    ["what the agent does on a change", changes(templates), "a note that it was done"],
  ]);
}

function substitutions({ file }: { readonly file: string }, replaced: readonly Replaced[]) {
  return replaced
    .filter(([, from]) => from.length)
    .map(([what, from, to]) => ({ address: file, what, from: [...new Set(from)].join(", "), to }));
}

function destinations(templates: readonly AgentTemplateDescription[]): string[] {
  return templates.map(({ destination }) => destination);
}

function changes(templates: readonly AgentTemplateDescription[]): string[] {
  return templates.flatMap(({ onChange }) => {
    if (!onChange) return [];
    if (onChange.kind === "command") return [onChange.command.join(" ")];
    return [`${onChange.signal} to the process in ${onChange.pidFile}`];
  });
}
