import type { Command, Host, Output, Terminal } from "./command";
import { confirm } from "./confirm";
import { EXIT_CODES, fail } from "./failure";
import { Interruption } from "./interruption";
import { asJson } from "./output/json";
import { Progress } from "./output/progress";

/** What is parsed of a command line: what the command takes, and what every command does. */
export interface Parsed {
  readonly json?: boolean;
  readonly debug?: boolean;
  readonly [name: string]: unknown;
}

/** Runs a command to its end: prints what comes of it, and sets the exit status. */
export async function run(
  command: Command,
  { json, debug, ...options }: Parsed,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const progress = new Progress();
  const interruption = new Interruption();
  const { signal } = interruption;
  signal.addEventListener("abort", () => progress.end());
  const host = hostOf(progress, signal, env, json);
  try {
    const { exit, output } = await command.run(options as never, host);
    signal.throwIfAborted();
    host.print(output);
    process.exitCode = EXIT_CODES[exit];
  } catch (error) {
    progress.end();
    if (interruption.exitStatus) process.exit(interruption.exitStatus);
    fail(error, debug);
  } finally {
    interruption.ignore();
  }
}

function hostOf(progress: Progress, signal: AbortSignal, env: NodeJS.ProcessEnv, isJson = false): Host {
  return {
    env,
    signal,
    // Node's clock begins with the process.
    seconds: () => performance.now() / 1000,
    notify: (message) => progress.say(message),
    onCheck: ({ ok }) => progress.count(ok),
    tell: (text) => {
      progress.end();
      console.error(text);
    },
    confirm: (question) => {
      progress.end();
      return confirm(question, signal);
    },
    print: ({ data, text }: Output) => {
      progress.end();
      console.log(isJson ? asJson(data) : text(terminal()));
    },
  };
}

function terminal(): Terminal {
  const { isTTY = false, columns } = process.stdout;
  return { columns: columns || 80, isColored: isTTY && !process.env.NO_COLOR };
}
