import { execFile, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, posix } from "node:path";
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
  /**
   * What follows the language: `back`, `start` for what doesn't end by itself, `elsewhere` for another shell, `cluster` for what
   * needs one, and what NOT_HERE has.
   */
  readonly mark: string;
  readonly text: string;
  /** The file that it is, as the line before it says. */
  readonly file?: string;
}

/** The blocks of a page in `docs/`, in its order. */
export const blocksOf = (page: string): Block[] => blocksIn(posix.join("docs", page));

/** The blocks of a page of the repository, in its order. */
export function blocksIn(page: string): Block[] {
  let heading = "";
  const text = readFileSync(join(root, page), "utf8");
  const parts = text.matchAll(/^#+ (.*)$|(?:^ *`(\S+)`:\n\n)?^( *)```(\w+) ?(\w*)\n([^]*?)^\3```$/gm);
  return [...parts].flatMap(([, title, file, indentation = "", language = "", mark = "", code = ""]) => {
    if (title !== undefined) heading = title;
    const lines = code.replaceAll(new RegExp(`^${indentation}`, "gm"), "");
    return title === undefined ? [{ heading, language, mark, text: lines, file }] : [];
  });
}

/** Languages of what somebody types or runs. */
const RUN = ["sh", "bash", "console", "sql", "ts", "js"];

/** Why nobody here runs what has a mark. */
export const NOT_HERE: Readonly<Record<string, string>> = {
  docker: "it needs a Docker daemon",
  once: "what it installs is there already",
  registry: "it installs from npm what is published with a release",
  cloud: "it needs an account of a cloud",
  ci: "a job of a CI runs it, with what only it has",
  operator: "it needs a cluster or a program of it",
  staging: "it needs the servers of an environment that is not this machine",
};

/** The blocks of a page that somebody types or runs, and that can be run here. */
export function runnableIn(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ language, mark }) => RUN.includes(language) && !(mark in NOT_HERE));
}

/** What was run so far of blocks, by their texts. */
const followed = new Set<string>();

/** Says that somebody ran a block. */
export function follows(...blocks: readonly Pick<Block, "text">[]): void {
  for (const { text } of blocks) followed.add(text);
}

/** Every block of a page was run that somebody could run. */
export function expectFollowed(page: string): void {
  const left = runnableIn(blocksIn(page)).filter(({ text }) => !followed.has(text));
  expect(left.map(({ heading, text }) => `${page}, ${heading}: nobody runs ${text}`)).toEqual([]);
}

/** What somebody types: of what a console shows, the lines after a prompt. */
export function commandsIn(language: string, text: string): string {
  if (language !== "console") return text;
  return [...text.matchAll(/^\$ (.*)$/gm)].map(([, command = ""]) => command).join("\n");
}

/** A test of a page, which is left out, and says so in a line, where a program that the page uses isn't there. */
export function testPage(
  page: string,
  programs: readonly string[],
  name: string,
  follow: () => Promise<void>,
): void {
  const missing = programs.filter((program) => !isThere(program));
  const toTheEnd = async () => {
    await follow();
    expectFollowed(posix.join("docs", page));
  };
  if (!missing.length) return test(name, toTheEnd, 300_000);
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

  private readonly home = mkdtempSync(join(tmpdir(), "reader-"));
  readonly directory = join(this.home, "app");
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
    follows({ text });
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
        return this.shell(commandsIn(language, here), mark !== "elsewhere");
    }
  }

  /** Starts what doesn't end by itself. It ends with the reader. */
  start({ text }: Pick<Block, "text">): void {
    follows({ text });
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
    rmSync(this.home, { recursive: true });
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
    mkdirSync(this.directory);
    symlinkSync(join(root, "node_modules"), this.path("node_modules"));
    for (const name of ["run", "etc", ".postgresql"]) mkdirSync(this.path(name));
    this.write(".postgresql/root.crt", ca);
    this.write(".psqlrc", "\\set ON_ERROR_STOP 1\n");
    this.write("cdktf.json", JSON.stringify({ language: "typescript", app: "node -r tsx/cjs main.ts" }));
    const node = `exec "${process.execPath}"`;
    const tsx = `tsx) shift; ${node} -r tsx/cjs "$@" ;;`;
    const command = `vault-db) shift; ${node} "${join(root, "cli/vault-db.js")}" "$@" ;;`;
    const deploy = `*) ${node} -r tsx/cjs "${join(__dirname, "deploy.ts")}" "$@" ;;`;
    this.addProgram("vault", `exec "${vault}" "$@"`);
    this.addProgram("npx", `case $1 in ${command} ${tsx} ${deploy} esac`);
  }

  /** Puts a program in place of one of its name. @param command what a shell does */
  addProgram(name: string, command: string): void {
    chmodSync(this.write(name, `#!/bin/sh\n${command}\n`), 0o755);
  }
}
