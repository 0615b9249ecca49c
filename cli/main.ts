import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { version } from "../package.json";
import { EXIT_CODES, fail } from "./failure";
import { watchOutput } from "./output/watch-output";

watchOutput();

const program = new Command("vault-db")
  .description("Proves on throwaway real servers what a synthesized stack describes.")
  .version(version)
  .showHelpAfterError()
  .addHelpText(
    "afterAll",
    `\nExit status: 0 fine, 1 findings, 2 could not tell. Data is on stdout, all else on stderr.`,
  );

program
  .command("rehearse")
  .description("apply a stack to a throwaway Vault and PostgreSQL, and check every credential it describes")
  .argument("<stack|directory>", "a stack of the app in cdktf.json, or the directory of a synthesized one")
  .addOption(
    new Option("--postgres <version>", "PostgreSQL's version")
      .choices(["15", "16", "17", "18"])
      .default("18"),
  )
  .option("--kubernetes <kubeconfig>", "check Kubernetes logins with this cluster's API server")
  .option("--json", "print the report as JSON")
  .option("--keep", "leave the servers running until Ctrl-C")
  .option("--debug", "show stack traces")
  .addHelpText(
    "after",
    "\nExamples:\n  vault-db rehearse dev\n  vault-db rehearse cdktf.out/stacks/production --postgres 16 --json",
  )
  .action(
    async (
      target: string,
      options: { postgres: string; json?: boolean; keep?: boolean; debug?: boolean; kubernetes?: string },
    ) => {
      const { rehearseCommand } = require("./commands/rehearse") as typeof import("./commands/rehearse");
      await rehearseCommand(target, options).catch((error: unknown) => fail(error, options.debug));
    },
  );

program
  .command("diff")
  .description("say in words who gains or loses access between two access.json")
  .argument("<before>", "access.json as it is")
  .argument("<after>", "access.json as it would be")
  .option("--json", "print the differences as JSON")
  .option("--debug", "show stack traces")
  .addHelpText("after", "\nExample:\n  vault-db diff main/access.json cdktf.out/stacks/dev/access.json")
  .action(async (before: string, after: string, options: { json?: boolean; debug?: boolean }) => {
    const { diffCommand } = require("./commands/diff") as typeof import("./commands/diff");
    await diffCommand(before, after, options).catch((error: unknown) => fail(error, options.debug));
  });

// The package doesn't bring the environments that it rehearses.
const isClone = existsSync(join(__dirname, "main.ts"));
program
  .command("quickstart", { hidden: !isClone })
  .description("synthesize, rehearse dev, and show one credential")
  .option("--debug", "show stack traces")
  .action(async (options: { debug?: boolean }) => {
    const { quickstartCommand } = require("./commands/quickstart") as typeof import("./commands/quickstart");
    await quickstartCommand().catch((error: unknown) => fail(error, options.debug));
  });

// Wrong arguments are "could not tell", too; --help and --version are fine.
program.exitOverride();
for (const command of program.commands) command.exitOverride();
program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) fail(error);
  else process.exitCode = error.exitCode ? EXIT_CODES.couldNotTell : EXIT_CODES.fine;
});
