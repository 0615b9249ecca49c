import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DirectApplier } from "../../rehearsal/apply/direct-applier";
import { PostgresTarget } from "../../rehearsal/apply/postgres-target";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { variableValues } from "../../rehearsal/stack/variables";
import { scripts } from "../../package.json";
import type { Reader } from "./page";

const root = join(__dirname, "../..");
const APP = ["main.ts", "stacks", "environments", "constructs", "policies", "scripts", "tsconfig.json"];
const STACK = "cdktf.out/stacks/dev";

/** A clone of the repository, in a reader's directory, whose dev is on the reader's servers, with Terraform's part done by the rehearsal's applier. */
export class Clone {
  static async make(reader: Reader): Promise<Clone> {
    for (const path of APP) cpSync(join(root, path), reader.path(path), { recursive: true });
    reader.write("package.json", JSON.stringify({ scripts: { synth: scripts.synth } }));
    const { host, port, superuser } = reader.postgres;
    const target = new PostgresTarget({ host, port, ...superuser });
    const clone = new Clone(reader, target);
    clone.edit("environments/dev.ts", 'host: "postgres"', `host: "${host}", port: ${port}`);
    clone.edit("environments/dev.ts", "/vault/logs/audit.log", reader.path("audit.log"));
    reader.write("audit.log", "");
    reader.database = "appdb";
    clone.addPrograms();
    await reader.run({ language: "sh", text: "node -r tsx/cjs main.ts" });
    clone.applier = new DirectApplier({
      vault: reader.vault.client.withRetries(),
      postgresOf: () => target,
      variables: variableValues(clone.stack, { certificate: "", reviewerTokenOf: () => "" }),
    });
    return clone;
  }

  private applier!: DirectApplier;

  private constructor(
    private readonly reader: Reader,
    private readonly target: PostgresTarget,
  ) {}

  /** dev, as it was synthesized last. */
  get stack() {
    return readSynthesizedStack(this.reader.path(STACK));
  }

  /** Puts something else into one of its files. */
  edit(file: string, from: string, to: string): void {
    const text = readFileSync(this.reader.path(file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(this.reader.path(file), text.replaceAll(from, to));
  }

  async deploy(): Promise<void> {
    await this.applier.apply(this.stack);
  }

  async destroy(): Promise<void> {
    await this.applier.destroy();
  }

  async close(): Promise<void> {
    await this.target.close();
  }

  /** Git and npm as far as pages use them: main's working tree is what was there first, and packages are there. */
  private addPrograms(): void {
    const main = this.reader.path("../main");
    cpSync(this.reader.directory, main, { recursive: true, verbatimSymlinks: true });
    this.reader.addProgram("git", `[ "$1 $2 $4" = "worktree add main" ] && cp -a "${main}" "$3"`);
    this.reader.addProgram("npm", `[ "$1" = ci ] || exec "${join(process.execPath, "../npm")}" "$@"`);
  }
}
