import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findVault } from "../../rehearsal/servers";
import { ROOT } from "./run-command";

export type Block = Record<string, Record<string, unknown>>;

export interface Config {
  resource: Record<string, Block>;
  [block: string]: unknown;
}

/** The environments as `npm run synth` leaves them, in a directory of a test's own. */
export class SynthesizedApp {
  static async make(): Promise<SynthesizedApp> {
    const directory = mkdtempSync(join(tmpdir(), "app-"));
    const env = { ...process.env, CDKTF_OUTDIR: directory };
    execFileSync(process.execPath, ["-r", "tsx/cjs", "main.ts"], { cwd: ROOT, env, stdio: "pipe" });
    // Fetched here once, if it has to be, with whatever settings pip needs.
    return new SynthesizedApp(directory, await findVault(process.env, () => undefined));
  }

  private copies = 0;

  private constructor(
    readonly directory: string,
    /** What runs are told in VAULT_BINARY. */
    readonly vault: string,
  ) {}

  stack(name = "dev"): string {
    return join(this.directory, "stacks", name);
  }

  /** A copy of dev to do something to. */
  copy(): string {
    const copy = join(this.directory, `copy-${++this.copies}`);
    cpSync(this.stack(), copy, { recursive: true });
    return copy;
  }

  /** An empty directory. */
  empty(): string {
    const directory = join(this.directory, `empty-${++this.copies}`);
    mkdirSync(directory);
    return directory;
  }

  /** A directory with an app of its own. */
  project(app: string): string {
    const directory = this.empty();
    writeFileSync(join(directory, "cdktf.json"), JSON.stringify({ app }));
    return directory;
  }

  /** A copy of dev whose cdk.tf.json is edited. */
  edited(edit: (config: Config) => void): string {
    const copy = this.copy();
    const path = join(copy, "cdk.tf.json");
    const config = JSON.parse(readFileSync(path, "utf8")) as Config;
    edit(config);
    writeFileSync(path, JSON.stringify(config));
    return copy;
  }

  /** A copy of dev with another text in a file. */
  rewritten(file: string, rewrite: (text: string) => string): string {
    const copy = this.copy();
    const path = join(copy, file);
    writeFileSync(path, rewrite(readFileSync(path, "utf8")));
    return copy;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The one resource of a type whose name starts so. */
export function resource(config: Config, type: string, start: string): Record<string, unknown> {
  const [found] = Object.entries(config.resource[type] ?? {}).filter(([name]) => name.startsWith(start));
  if (!found) throw new Error(`no ${type} starts with ${start}`);
  return found[1];
}
