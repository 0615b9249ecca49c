import type { IDatabaseRole } from "../../database-role";
import type { Problem } from "../../private/validation";
import type { AgentProps, AgentScope } from "../agent-props";
import { commandProblems, modeProblems, signalProblems } from "./agent-texts";
import { loginProblems } from "./login-problems";
import { templateProblems } from "./template-problems";
import { variablesTwice } from "./variable-problems";
import { addressProblems } from "../../credential/address-problems";
import { filePathProblems } from "../../credential/file-path-problems";
import { grantProblems } from "../../credential/grant-problems";
import { libpqVariables } from "../../credential/libpq-variables";
import { variableProblems } from "../../credential/variable-problems";
import { vaultAddressProblems } from "../../credential/vault-address-problems";

/** What is wrong with an agent. */
export function agentProblems(within: AgentScope, props: AgentProps): Problem[] {
  const { templates = [], process, sink } = props;
  return [
    ...vaultProblems(props),
    ...filePathProblems("roleIdFile", props.roleIdFile),
    ...filePathProblems("secretIdFile", props.secretIdFile),
    ...(sink ? filePathProblems("the sink's path", sink.path) : []),
    ...(sink?.mode === undefined ? [] : modeProblems("the sink's mode", sink.mode)),
    ...sameFileProblems(props),
    ...templates.flatMap(templateProblems),
    ...(process ? processProblems(process.props, process.stopSignal) : []),
    ...togetherProblems(props),
    ...grantProblems(within.workload, rolesOf(props)),
    ...loginProblems(within),
  ];
}

/** The roles whose credentials it reads, each once. */
export function rolesOf({ templates = [], process }: AgentProps): IDatabaseRole[] {
  const files = templates.map(({ props }) => props.role);
  return [...new Set([...files, ...(process?.props.environment ?? []).map(({ role }) => role)])];
}

function vaultProblems({ vaultAddress, vaultCaFile }: AgentProps): Problem[] {
  return [
    ...(vaultCaFile === undefined ? [] : filePathProblems("vaultCaFile", vaultCaFile)),
    ...(vaultAddress === undefined ? [] : vaultAddressProblems(vaultAddress)),
  ];
}

/** One would overwrite the other, or what the agent or the application only reads. */
function sameFileProblems({ templates = [], sink, ...props }: AgentProps): Problem[] {
  const { roleIdFile, secretIdFile, vaultCaFile } = props;
  const written = [
    ...templates.map(({ props }) => props.destination),
    ...(sink ? [sink.path] : []),
    secretIdFile,
  ];
  const read = [
    roleIdFile,
    vaultCaFile,
    ...templates.flatMap(({ props, onChange }) => [props.caFile, onChange.pidFile]),
  ];
  const repeated = written.filter((file, index) => written.indexOf(file) !== index || read.includes(file));
  const above = written.filter(
    (file) => file && [...written, ...read].some((other) => other?.startsWith(`${file}/`)),
  );
  const rule = "file-path";
  const fix = "give each file its own path";
  return [
    ...[...new Set(repeated)].map((file) => {
      return { rule, message: `"${file}" is used twice, so that one overwrites the other`, fix };
    }),
    ...[...new Set(above)].map((file) => {
      return { rule, message: `"${file}" is a file, and a directory of another one`, fix };
    }),
  ];
}

function processProblems(
  { command, environment }: NonNullable<AgentProps["process"]>["props"],
  stopSignal: string,
): Problem[] {
  return [
    ...commandProblems("the process", command),
    ...signalProblems("stopSignal", stopSignal),
    ...environment.flatMap(({ variables, ...props }) => [
      ...addressProblems(props),
      ...variableProblems(variables ?? libpqVariables(props), props),
    ]),
    ...variablesTwice(environment),
  ];
}

/** What neither agent takes. */
function togetherProblems({ templates = [], process, sink }: AgentProps): Problem[] {
  const rule = "agent-mode";
  if (process && templates.length)
    return [
      {
        rule,
        message: "it has templates and a process, which neither Vault's agent nor OpenBao's takes together",
        fix: "give the process its credentials by its environment, or start it by something else",
      },
    ];
  if (process && !process.props.environment.length)
    return [
      {
        rule,
        message: "its process is given no credential",
        fix: "name a role in environment, or leave the process out",
      },
    ];
  if (process || templates.length || sink) return [];
  return [{ rule, message: "it has nothing to write", fix: "give it templates, a process or a sink" }];
}
