import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../../clients/could-not-tell";
import type { Workspace } from "../../servers/workspace";
import type { SynthesizedStack } from "../../stack/synthesized-stack";
import { readMessages, type TerraformMessages } from "./terraform-messages";
import type { TerraformProgram } from "./terraform-program";

/** What Terraform and its providers take from the environment: who logs in, and the values of variables. */
export type TerraformEnvironment = Readonly<Record<string, string>>;

/** What Terraform itself writes into a stack's directory, and its configuration. */
const NOT_COPIED = /^(\.terraform.*|terraform\..*|.*\.tfstate.*|cdk\.tf\.json)$/;

/** Everything that Terraform says of the largest stacks. */
const OUTPUT_KEPT = 64_000_000;

/** A directory where Terraform has one stack and its state. */
export class TerraformDirectory {
  private readonly path: string;

  constructor(
    private readonly workspace: Workspace,
    private readonly program: TerraformProgram,
  ) {
    this.path = join(workspace.directory, `terraform-${randomBytes(4).toString("hex")}`);
    mkdirSync(this.path, { mode: 0o700 });
  }

  /**
   * Describes a stack in place of the one before, and installs its providers.
   *
   * @throws RehearsalError when they can't be had
   */
  async describe({ directory }: SynthesizedStack, configuration: object): Promise<void> {
    // Files that it names relative to its directory.
    if (existsSync(directory))
      for (const name of readdirSync(directory).filter((each) => !NOT_COPIED.test(each)))
        cpSync(join(directory, name), join(this.path, name), { recursive: true });
    writeFileSync(join(this.path, "cdk.tf.json"), JSON.stringify(configuration), { mode: 0o600 });
    const { end, output } = await this.start(["init", "-input=false", "-no-color"], {});
    if (end === 0) return;
    throw new RehearsalError(
      `Terraform can't be initialized here: ${firstError(output)}.`,
      "Let it reach a registry, or a mirror by TF_CLI_CONFIG_FILE, or leave --terraform out.",
    );
  }

  /** Applies what is described, or only what is targeted; `-destroy` takes all of it away. */
  async apply(
    environment: TerraformEnvironment,
    options: readonly string[] = [],
  ): Promise<TerraformMessages> {
    const { end, output } = await this.start(
      ["apply", "-json", "-auto-approve", "-input=false", ...options],
      environment,
    );
    const messages = readMessages(output);
    if (end === 0 || messages.refused.length) return messages;
    throw new RehearsalError(`Terraform ended with ${end}.`, "Run it again, or leave --terraform out.");
  }

  private async start(args: readonly string[], environment: TerraformEnvironment) {
    const { command, env } = this.program;
    const child = this.workspace.start({
      name: "Terraform",
      command,
      args,
      env: { ...env, ...environment },
      directory: this.path,
      outputKept: OUTPUT_KEPT,
      // It waits for its providers, and lets go of the state.
      stopSignal: "SIGINT",
    });
    return { end: await child.ended, output: child.output };
  }
}

/** `Error: Failed to query available provider packages`, and what follows, in a line. */
function firstError(output: string): string {
  const [, said = output] = /Error: ([\s\S]*?)(?:\nError: |$)/.exec(output) ?? [];
  return said.replace(/\s+/g, " ").trim().slice(0, 300).replace(/\.$/, "");
}
