import type {
  AgentDescription,
  AgentProcessDescription,
  AgentTemplateDescription,
  OnChangeDescription,
} from "./agent-description";
import { inWords, server } from "./credential-facts";
import { type Fact, time } from "./fact";

/** What a workload's agent writes and starts. */
export function agentFacts(agent: AgentDescription): Omit<Fact, "subject">[] {
  const { templates, process, sink } = agent;
  return [
    { setting: "agent", what: login(agent) },
    ...(sink ? [{ setting: "token file", what: `its token in ${sink.path} (${sink.mode})` }] : []),
    ...templateFacts(templates),
    ...(process ? processFacts(process) : []),
  ];
}

/** The files that an agent writes. */
export function templateFacts(templates: readonly AgentTemplateDescription[]): Omit<Fact, "subject">[] {
  return templates.map((template) => ({ setting: `file ${template.destination}`, what: file(template) }));
}

function login({ file, vaultAddress, vaultCaFile, roleIdFile, secretIdFile }: AgentDescription): string {
  const ca = vaultCaFile ? `, CA ${vaultCaFile}` : "";
  return `an agent by ${file}: Vault at ${vaultAddress ?? "its VAULT_ADDR"}${ca}, role ID in ${roleIdFile}, secret ID in ${secretIdFile}`;
}

function file(template: AgentTemplateDescription): string {
  const { kind, destination, mode, owner = {}, credential, address, variables, service, onChange } = template;
  const owners = [owner.user && `user ${owner.user}`, owner.group && `group ${owner.group}`].filter(Boolean);
  return [
    `${kind} file ${destination} (${[mode, ...owners].join(", ")}) with ${credential} for ${server(address)}`,
    ...(variables ? [inWords(variables)] : []),
    ...(service ? [`service ${service}`] : []),
    ...(onChange ? [`on change ${reaction(onChange)}`] : []),
  ].join("; ");
}

function reaction(onChange: OnChangeDescription): string {
  return onChange.kind === "signal"
    ? `${onChange.signal} to the process in ${onChange.pidFile}`
    : `${words(onChange.command)}, for ${time(onChange.timeout)} at most`;
}

function processFacts({
  command,
  stopSignal,
  environment,
}: AgentProcessDescription): Omit<Fact, "subject">[] {
  return [
    { setting: "process", what: `process ${words(command)}, stopped by ${stopSignal}` },
    ...environment.map(({ credential, address, variables }) => ({
      what: `a process with ${credential} for ${server(address)}; ${inWords(variables)}`,
    })),
  ];
}

/** A command whose words can be told from each other. */
function words(command: readonly string[]): string {
  return command.map((word) => (/^[\w./:=@-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}
