import { Token } from "cdktf";
import type { OnChangeDescription } from "../../access/agent-description";
import { templateProblems } from "../../agent/private/template-problems";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { PodTemplate } from "../pod-template";
import { SECRETS_DIRECTORY } from "./secrets-directory";

/** The injector's agent takes what runs for half a minute for a failure, and what has to be killed takes longer than it may. */
const LONGEST_COMMAND = 20;

/** What is wrong with the files that the agents of pods write. */
export function podTemplatesProblems(templates: readonly PodTemplate[]): Problem[] {
  const files = templates.map(({ props }) => props.file);
  return [
    ...(templates.length ? [] : [nothing]),
    ...templates.flatMap(podTemplateProblems),
    ...repeatedIn(files).map((file) => ({
      rule: "pod-file",
      message: `"${file}" is written twice, so that one overwrites the other`,
      fix: "give each file its own name",
    })),
    ...pidFileProblems(templates),
  ];
}

function podTemplateProblems({ props, template }: PodTemplate): Problem[] {
  const problems = fileProblems(props.file);
  if (problems.length) return problems;
  return [...templateProblems(template), ...commandProblems(template.onChange.description)];
}

/** It ends the names of annotations, which have at most 63 characters after the prefix. */
function fileProblems(file: string): Problem[] {
  const rule = "pod-file";
  if (Token.isUnresolved(file)) return [unknownText(rule, "file of a template")];
  if (file.startsWith("file-")) return [takenForAnother(file)];
  if (/^[\w.-]{0,40}[A-Za-z0-9]$/.test(file) && !/^\.{1,2}$/.test(file)) return [];
  const message = `"${file}" can't be the name of a file that an annotation is about`;
  const fix =
    "use 1 to 41 letters, digits, dashes, dots and underscores, with a letter or a digit at the end, and no directory";
  return [{ rule, message, fix }];
}

/** The injector reads `agent-inject-template-file-…` as the path of a template that is somewhere else. */
function takenForAnother(file: string): Problem {
  const message = `"${file}" starts with file-, by which the injector takes its template for the path of one`;
  return { rule: "pod-file", message, fix: "give it another name" };
}

function commandProblems(onChange: OnChangeDescription | undefined): Problem[] {
  if (onChange?.kind !== "command" || !(onChange.timeout > LONGEST_COMMAND)) return [];
  const message = `the command of onChange may take ${onChange.timeout} s, and an injected agent takes one of 30 s for a failure`;
  const fix = `pass a timeout of ${LONGEST_COMMAND} s or less: { timeout: Duration.seconds(${LONGEST_COMMAND}) }`;
  return [{ rule: "pod-command", message, fix }];
}

/** Only the injector's volume is in the agent's container, too. */
function pidFileProblems(templates: readonly PodTemplate[]): Problem[] {
  const written = templates.map(({ template }) => template.props.destination);
  return templates.flatMap(({ template: { onChange } }) => {
    const { pidFile } = onChange;
    if (pidFile === undefined || onChange.problems().length) return [];
    const rule = "pod-pid-file";
    const fix = `have the application write it there: ${SECRETS_DIRECTORY}/pid`;
    if (!new RegExp(`^${SECRETS_DIRECTORY}/[^/]+$`).test(pidFile))
      return [
        {
          rule,
          message: `pidFile "${pidFile}" is not in ${SECRETS_DIRECTORY}, where the agent sees it`,
          fix,
        },
      ];
    if (!written.includes(pidFile)) return [];
    return [{ rule, message: `pidFile "${pidFile}" is a file that the agent writes`, fix }];
  });
}

const nothing: Problem = {
  rule: "pod-file",
  message: "it has no file to write",
  fix: "name a role and a file in templates",
};
