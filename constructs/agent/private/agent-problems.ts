import { Token } from "cdktf";
import type { IDatabaseRole } from "../../database-role";
import type { IWorkload } from "../../workload";
import { credentialsOf } from "../../private/grants";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { AgentProps, AgentScope } from "../agent-props";
import type { AgentTemplate } from "../agent-template";
import { addressProblems } from "./address-problems";
import {
  commandProblems,
  filePathProblems,
  modeProblems,
  ownerProblems,
  signalProblems,
} from "./agent-texts";
import { loginProblems } from "./login-problems";
import { serviceProblems, variableProblems, variablesTwice } from "./variable-problems";

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
  const ca = vaultCaFile === undefined ? [] : filePathProblems("vaultCaFile", vaultCaFile);
  if (vaultAddress === undefined) return ca;
  if (Token.isUnresolved(vaultAddress)) return [...ca, unknownText("agent-vault-address", "vaultAddress")];
  if (/^https?:\/\/(\w([\w.-]*\w)?|\[[0-9a-fA-F:.]+\])(:\d{1,5})?$/.test(vaultAddress)) return ca;
  // What is before an @ may be a password.
  const message = `vaultAddress "${vaultAddress.replace(/^.*@/, "…@")}" is not the address of a server`;
  return [
    ...ca,
    { rule: "agent-vault-address", message, fix: "write scheme, host and port: https://vault.internal:8200" },
  ];
}

/** One would overwrite the other. */
function sameFileProblems({ templates = [], sink, roleIdFile, secretIdFile }: AgentProps): Problem[] {
  const files = [
    ...templates.map(({ props }) => props.destination),
    ...(sink ? [sink.path] : []),
    roleIdFile,
    secretIdFile,
  ];
  const repeated = files.filter((file, index) => files.indexOf(file) !== index);
  return [...new Set(repeated)].map((file) => ({
    rule: "agent-file",
    message: `"${file}" is used twice, so that one overwrites the other`,
    fix: "give each file its own path",
  }));
}

function templateProblems({ kind, props, format, mode, onChange }: AgentTemplate): Problem[] {
  return [
    ...filePathProblems("destination", props.destination),
    ...modeProblems(`the mode of "${props.destination}"`, mode),
    ...ownerProblems(props.owner),
    ...addressProblems(props),
    ...(format.variables ? variableProblems(format.variables, props) : []),
    ...(kind === "pg_service" ? serviceProblems(format.service) : []),
    ...onChange.problems(),
  ];
}

function processProblems(
  { command, environment }: NonNullable<AgentProps["process"]>["props"],
  stopSignal: string,
): Problem[] {
  return [
    ...commandProblems("the process", command),
    ...signalProblems("stopSignal", stopSignal),
    ...environment.flatMap(({ variables = {}, ...props }) => [
      ...addressProblems(props),
      ...variableProblems(variables, props),
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

function grantProblems(workload: IWorkload, roles: readonly IDatabaseRole[]): Problem[] {
  const granted = credentialsOf(workload).map(({ path }) => path);
  const missing = roles.filter(({ path }) => !granted.includes(path));
  return missing.map(({ path }) => ({
    rule: "agent-grant",
    message: `it reads ${path}, which workload "${workload.workloadName}" may not read`,
    fix: "call grantRead(workload) on the role",
  }));
}
