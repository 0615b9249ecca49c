import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../../rehearsal/servers/cache";
import type { Program } from "./service";

/** A service in some language. */
export interface Example {
  /** Its folder's. */
  readonly name: string;
  /** Where it swaps its pool, and what a service has there that only reads its first credential. */
  readonly swap: { readonly file: string; readonly line: string; readonly without: string };
  /**
   * Installs what it needs, in a cache.
   *
   * @param directory where its source is
   * @throws Error when something isn't there; its message says what, in one line
   */
  program(directory: string): Program;
}

const NODE_MODULES = join(__dirname, "../../node_modules");

const nodePg: Example = {
  name: "node-pg",
  swap: {
    file: "service.ts",
    line: "      database.replace(credential);\n",
    without: "      if (!served.length) database.replace(credential);\n",
  },
  program: (directory) => ({
    command: process.execPath,
    args: ["--require", require.resolve("tsx/cjs"), join(directory, "service.ts")],
    env: { NODE_PATH: NODE_MODULES },
  }),
};

const pythonSqlalchemy: Example = {
  name: "python-sqlalchemy",
  swap: {
    file: "service.py",
    line: "            database.replace(credential)\n",
    without: "            if not threads:\n                database.replace(credential)\n",
  },
  program: (directory) => ({
    command: join(pythonEnvironment(join(directory, "requirements.txt")), "bin/python"),
    args: [join(directory, "service.py")],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  }),
};

/** A virtual environment with a file's packages, kept in the cache by what it names. */
function pythonEnvironment(requirements: string): string {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const environment = join(cacheDirectory(process.env), `python-${digest}`);
  if (existsSync(join(environment, "complete"))) return environment;
  run("python3", ["-m", "venv", "--clear", environment]);
  run(join(environment, "bin/python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--retries=1",
    "--requirement",
    requirements,
  ]);
  writeFileSync(join(environment, "complete"), "");
  return environment;
}

/** @throws Error that says in a line why a command can't be run, or failed */
function run(command: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (error && "code" in error && error.code === "ENOENT") throw new Error(`there is no ${command} here`);
  if (error) throw new Error(`${command} can't be run: ${error.message}`);
  if (status !== 0) throw new Error(`${command} says: ${stderr.trim().split("\n").at(-1)}`);
}

export const EXAMPLES: readonly Example[] = [nodePg, pythonSqlalchemy];
