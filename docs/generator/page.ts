import type { TerraformStack } from "cdktf";
import type { VaultCommands } from "./vault-commands";

/** A page about one construct. Its example is run: commands and SQL on the page are those of what it synthesizes. */
export interface Page {
  /** The class it is about. */
  readonly title: string;
  /** Where that is, below `constructs/`. */
  readonly file: string;
  /** Interfaces whose props it lists, with their files. */
  readonly props: readonly (readonly [name: string, file: string])[];
  /** Classes whose factories it lists, with their files. */
  readonly choices?: readonly (readonly [name: string, file: string])[];
  /** The example. Its body is on the page. */
  example(stack: TerraformStack): void;
  /** Commands that make the same. @default - one for each of its Vault resources */
  readonly commands?: (stack: TerraformStack) => VaultCommands;
  /** What it says besides, in Markdown. */
  readonly sections?: readonly (readonly [heading: string, text: string])[];
  /** Resources of the example that the page is not about. */
  readonly without?: RegExp;
}
