import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import { SIGNALS } from "../signal";

/** What is wrong with the mode of a file that has a secret in it. */
export function modeProblems(prop: string, mode: string): Problem[] {
  if (Token.isUnresolved(mode)) return [unknownText("agent-file-mode", prop)];
  if (!/^0?[0-7]{3}$/.test(mode)) {
    const message = `${prop} is "${mode}", which is not the mode of a file`;
    return [{ rule: "agent-file-mode", message, fix: "write it in octal: 0600" }];
  }
  // "0000" is none to the agent: it writes the file with its own default, everybody's to read.
  if (!/[4-7]..$/.test(mode)) {
    const message = `${prop} is ${mode}, with which not even its owner may read it`;
    return [{ rule: "agent-file-mode", message, fix: "use 0600, or 0400" }];
  }
  if (mode.endsWith("0")) return [];
  const fix = "end it with 0, 0600 or 0640 with a group, so that nobody but owner and group may read it";
  return [{ rule: "agent-file-mode", message: `${prop} is ${mode}, which lets others at the file`, fix }];
}

/** What is wrong with a signal. */
export function signalProblems(prop: string, signal: string): Problem[] {
  if ((SIGNALS as readonly string[]).includes(signal)) return [];
  const message = `${prop} has the signal "${signal}", which no program can take`;
  return [{ rule: "agent-signal", message, fix: `use one of ${SIGNALS.join(", ")}` }];
}

/** What joins two commands in a shell, and is nobody's argument. */
const SHELL_OPERATORS = new Set(["&&", "||"]);

/** What is wrong with a program and its arguments. The agent gives a single text with spaces in it to a shell. */
export function commandProblems(prop: string, command: readonly string[]): Problem[] {
  if (Token.isUnresolved(command) || command.some((word) => Token.isUnresolved(word)))
    return [unknownText("agent-command", `command of ${prop}`)];
  const [program = ""] = command;
  const fix = 'name the program and each of its arguments: ["systemctl", "reload", "myapp"]';
  if (!program) return [{ rule: "agent-command", message: `the command of ${prop} names no program`, fix }];
  if (/\s/.test(program))
    return [
      {
        rule: "agent-command",
        message: `the command of ${prop} has a line, "${program}", for a program`,
        fix,
      },
    ];
  if (command.some((word) => word.includes("\0"))) {
    const message = `the command of ${prop} has a NUL in it, with which no program can be started`;
    return [{ rule: "agent-command", message, fix }];
  }
  const operator = command.find((word) => SHELL_OPERATORS.has(word));
  if (operator) {
    const message = `the command of ${prop} has "${operator}" in it, which the program would get as an argument: no shell reads it`;
    return [{ rule: "agent-command", message, fix: 'start a shell: ["/bin/sh", "-c", "…"]' }];
  }
  if (!command.some((word) => word.includes("${"))) return [];
  const message = `the command of ${prop} has "\${" in it, which nothing replaces: it is no shell's line`;
  return [{ rule: "agent-command", message, fix: "write what is meant" }];
}

/** What is wrong with whom a file is given to. */
export function ownerProblems(owner: { readonly user?: string; readonly group?: string } = {}): Problem[] {
  return Object.entries(owner).flatMap(([what, name]: [string, string]) => {
    if (Token.isUnresolved(name)) return [unknownText("agent-file-owner", what)];
    if (/^(\d+|[A-Za-z_][\w.-]*\$?)$/.test(name)) return [];
    const fix = "use a name, or a number, of where the agent runs";
    return [{ rule: "agent-file-owner", message: `"${name}" is not the name of a ${what}`, fix }];
  });
}
