import * as commander from "commander";
import { version } from "../package.json";
import type { Argument, Command, Exit, Option } from "./command";
import { EXIT_CODES, fail } from "./failure";
import { watchOutput } from "./output/watch-output";
import { keepOwnEnvironment } from "./own-environment";
import { run } from "./run";

/** Runs the one of these commands that the command line of this process names. */
export function runCommandLine(commands: readonly Command[]): void {
  watchOutput();
  programOf(commands, keepOwnEnvironment())
    .parseAsync()
    .catch((error: unknown) => {
      if (!(error instanceof commander.CommanderError)) fail(error);
      process.exitCode = error.exitCode ? EXIT_CODES.couldNotTell : EXIT_CODES.fine;
    });
}

/** How commands are called, with the help that is made of what they say of themselves. */
function programOf(commands: readonly Command[], env: NodeJS.ProcessEnv): commander.Command {
  const program = new commander.Command("vault-db")
    .description("Proves on throwaway real servers what a synthesized stack describes.")
    .version(version)
    .configureOutput({ outputError: (message, write) => write(inOneLine(message)) })
    .showHelpAfterError("See vault-db --help")
    // With their arguments, there would be no place left for what they do.
    .configureHelp({ subcommandTerm: (each) => each.name() })
    // Wrong arguments are "could not tell", too; --help and --version are fine.
    .exitOverride()
    .addHelpText(
      "after",
      "\nExit status: 0 fine, 1 findings, 2 could not tell. Data is on stdout, all else on stderr.",
    );
  for (const command of commands) add(program, command, env);
  return program;
}

function add(program: commander.Command, command: Command, env: NodeJS.ProcessEnv): void {
  const added = program
    .command(command.name, { hidden: command.isHidden })
    .description(command.summary)
    .showHelpAfterError(`See vault-db ${command.name} --help`)
    .addHelpText("after", `\n${examplesOf(command)}\n\n${exitsOf(command)}`);
  for (const argument of Object.entries(command.arguments)) added.addArgument(argumentOf(...argument));
  for (const option of Object.entries(command.options)) added.addOption(optionOf(...option));
  added.option("--json", "print the answer as JSON").option("--debug", "show stack traces");
  added.action((...parsed: unknown[]) => {
    const names = Object.keys(command.arguments);
    const values = Object.fromEntries(names.map((name, index) => [name, parsed[index]]));
    return run(command, { ...values, ...added.opts() }, env);
  });
}

/** What was meant is on a line of its own otherwise. */
function inOneLine(message: string): string {
  return message.replace(/\n(?=\()/, " ");
}

function argumentOf(name: string, { value = name, summary, isRepeatable }: Argument): commander.Argument {
  return new commander.Argument(isRepeatable ? `[${value}...]` : `<${value}>`, summary);
}

function optionOf(name: string, option: Option): commander.Option {
  const { value, summary, choices, default: standard, isRepeatable } = option;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const added = new commander.Option(value ? `${flag} <${value}>` : flag, summary);
  // What begins with "no" says that itself: it takes back no other option.
  added.negate = false;
  if (choices) added.choices(choices);
  if (isRepeatable) added.argParser((each: string, before: readonly string[] = []) => [...before, each]);
  return standard === undefined ? added : added.default(standard);
}

function examplesOf({ examples }: Command): string {
  return ["Examples:", ...examples.map((example) => `  vault-db ${example}`)].join("\n");
}

function exitsOf({ exits }: Command): string {
  const said = Object.entries({ couldNotTell: "could not tell: stderr says why", ...exits });
  said.sort(([one], [other]) => EXIT_CODES[one as Exit] - EXIT_CODES[other as Exit]);
  return ["Exit status:", ...said.map(([exit, means]) => `  ${EXIT_CODES[exit as Exit]}  ${means}`)].join(
    "\n",
  );
}
