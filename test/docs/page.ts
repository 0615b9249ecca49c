import { execFile, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { cacheDirectory, type Postgres, type Vault, Workspace } from "../../rehearsal/servers";
import { FirstServers } from "../../rehearsal/servers/first-servers";

const root = join(__dirname, "../..");
const IN_CLUSTER = 'host: "https://kubernetes.default.svc"';

/** A block of code of a page. */
export interface Block {
  /** The heading that it is under. */
  readonly heading: string;
  readonly language: string;
  /** What follows the language: `back`, `start` for what doesn't end by itself, `elsewhere` for another shell, `cluster` for what needs one. */
  readonly mark: string;
  readonly text: string;
}

/** The blocks of a page in `docs/`, in its order. */
export function blocksOf(page: string): Block[] {
  let heading = "";
  const text = readFileSync(join(root, "docs", page), "utf8");
  const parts = text.matchAll(/^#+ (.*)$|^( *)```(\w+) ?(\w*)\n([^]*?)^\2```$/gm);
  return [...parts].flatMap(([, title, indentation = "", language = "", mark = "", code = ""]) => {
    if (title !== undefined) heading = title;
    const lines = code.replaceAll(new RegExp(`^${indentation}`, "gm"), "");
    return title === undefined ? [{ heading, language, mark, text: lines }] : [];
  });
}

/** A test of a page, which is left out, and says so in a line, where a program that the page uses isn't there. */
export function testPage(
  page: string,
  programs: readonly string[],
  name: string,
  follow: () => Promise<void>,
): void {
  const missing = programs.filter((program) => !isThere(program));
  if (!missing.length) return test(name, follow, 170_000);
  const line = `docs/${page} was left out: there is no ${missing.join(" and no ")}`;
  test(line, () => void process.stderr.write(`${line}\n`));
}

function isThere(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

/** Somebody who follows a page in a directory of their own, with servers in reach. */
export class Reader {
  static async start(): Promise<Reader> {
    const workspace = new Workspace();
    const first = new FirstServers(workspace, { postgres: 18, env: process.env, notify: () => undefined });
    const [vault, postgres] = await Promise.all([first.vault, first.postgres]);
    const reader = new Reader(workspace, vault, postgres);
    reader.install(vault.binary, (await first.authority).pem);
    return reader;
  }

  readonly directory = mkdtempSync(join(tmpdir(), "reader-"));
  private readonly environment: NodeJS.ProcessEnv;
  private app = "";
  /** Where SQL is run. */
  database = "shop";

  private constructor(
    readonly workspace: Workspace,
    readonly vault: Vault,
    readonly postgres: Postgres,
  ) {
    const { host, port, superuser } = postgres;
    this.environment = {
      ...process.env,
      PATH: [this.directory, process.env.PATH].join(delimiter),
      // Where libpq looks for a CA.
      HOME: this.directory,
      XDG_CACHE_HOME: join(cacheDirectory(process.env), ".."),
      TSX_TSCONFIG_PATH: join(root, "tsconfig.json"),
      CHECKPOINT_DISABLE: "1",
      VAULT_ADDR: vault.client.address,
      VAULT_TOKEN: vault.client.token,
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: superuser.user,
      PGPASSWORD: superuser.password,
    };
  }

  /** Does what a block says. @returns what it prints */
  async run({
    language,
    text,
    mark = "",
  }: Omit<Block, "heading" | "mark"> & Partial<Block>): Promise<string> {
    const here = this.here(text);
    switch (language) {
      case "ts":
        this.app += here;
        this.write("main.ts", this.app.includes("app.synth()") ? this.app : `${this.app}app.synth();\n`);
        return this.shell("node -r tsx/cjs main.ts");
      case "sql":
        return this.shell(
          `psql --quiet --tuples-only --no-align --dbname "${this.database}" --file "${this.write("block.sql", here)}"`,
        );
      default:
        return this.shell(here, mark !== "elsewhere");
    }
  }

  /** Starts what doesn't end by itself. It ends with the reader. */
  start({ text }: Pick<Block, "text">): void {
    const child = spawn("bash", ["-c", `${this.prelude}${this.here(text)}`], {
      cwd: this.directory,
      env: this.environment,
      stdio: "ignore",
      detached: true,
    });
    this.workspace.onDispose(() => void process.kill(-Number(child.pid), "SIGKILL"));
  }

  /** A path of the page, as it is here. */
  path(path: string): string {
    return join(this.directory, path);
  }

  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  async dispose(): Promise<void> {
    await this.workspace.dispose();
    rmSync(this.directory, { recursive: true });
  }

  /** @param isKept whether what it exports is there for the next block */
  private async shell(text: string, isKept = true): Promise<string> {
    const keep = isKept ? `export -p > "${this.path(".exported")}"` : "";
    const script = `${this.prelude}${text}\n${keep}`;
    const { stdout } = await promisify(execFile)("bash", ["-c", script], {
      cwd: this.directory,
      env: this.environment,
    });
    return stdout;
  }

  private get prelude(): string {
    const exported = this.path(".exported");
    return `set -euo pipefail\nif [ -e "${exported}" ]; then . "${exported}"; fi\n`;
  }

  /** The places that a page speaks of. */
  private here(text: string): string {
    const { host, port } = this.postgres;
    return (
      text
        .replaceAll('host: "postgres.internal"', `host: "${host}", port: ${port}`)
        // Elsewhere Vault's own pod has it.
        .replaceAll(
          IN_CLUSTER,
          `${IN_CLUSTER}, ca: vdb.TlsCertificate.fromFile("${this.path(".postgresql/root.crt")}")`,
        )
        .replaceAll(/(?<=["' =])\/(?=(?:run|etc)\/)/g, `${this.directory}/`)
    );
  }

  /** What a page takes for granted: programs, packages, directories. */
  private install(vault: string, ca: string): void {
    symlinkSync(join(root, "node_modules"), this.path("node_modules"));
    for (const name of ["run", "etc", ".postgresql"]) mkdirSync(this.path(name));
    this.write(".postgresql/root.crt", ca);
    this.write(".psqlrc", "\\set ON_ERROR_STOP 1\n");
    this.write("cdktf.json", JSON.stringify({ language: "typescript", app: "node -r tsx/cjs main.ts" }));
    const node = `exec "${process.execPath}"`;
    const command = `vault-db) shift; ${node} "${join(root, "cli/vault-db.js")}" "$@" ;;`;
    const deploy = `*) ${node} -r tsx/cjs "${join(__dirname, "deploy.ts")}" "$@" ;;`;
    this.addProgram("vault", `exec "${vault}" "$@"`);
    this.addProgram("npx", `case $1 in ${command} ${deploy} esac`);
  }

  private addProgram(name: string, command: string): void {
    chmodSync(this.write(name, `#!/bin/sh\n${command}\n`), 0o755);
  }
}
