import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
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

const goPgx: Example = {
  name: "go-pgx",
  swap: {
    file: "service.go",
    line: "\t\tdatabase.Replace(credential)\n",
    without: "\t\tif answered.Load() == 0 {\n\t\t\tdatabase.Replace(credential)\n\t\t}\n",
  },
  program: (directory) => ({
    command: join(compiled(directory, "go", ["build", "-o", "service", "."]), "service"),
    args: [],
  }),
};

const javaHikari: Example = {
  name: "java-hikari",
  swap: {
    file: "src/main/java/Service.java",
    line: "        database.replace(credential);\n",
    without: "        if (threads.isEmpty()) database.replace(credential);\n",
  },
  program: (directory) => {
    const maven = ["--quiet", "--batch-mode", "compile", "dependency:copy-dependencies"];
    const target = join(compiled(directory, "mvn", maven), "target");
    const path = [join(target, "classes"), join(target, "dependency", "*")].join(delimiter);
    return {
      command: "java",
      args: ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", path, "Service"],
    };
  },
};

/** A virtual environment with a file's packages. */
function pythonEnvironment(requirements: string): string {
  return kept("python", readFileSync(requirements), (environment) => {
    run("python3", ["-m", "venv", "--clear", environment]);
    const install = ["-m", "pip", "install", "--quiet", "--retries=1", "--requirement", requirements];
    run(join(environment, "bin/python"), install);
  });
}

/** A copy of a program's source in which a compiler has run. */
function compiled(source: string, compiler: string, args: readonly string[]): string {
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  return kept(compiler, Buffer.concat(texts), (copy) => {
    cpSync(source, copy, { recursive: true });
    run(compiler, args, copy);
  });
}

/** A directory of the cache, made once from what it is known by. */
function kept(name: string, from: Buffer, make: (directory: string) => void): string {
  const digest = createHash("sha256").update(from).digest("hex").slice(0, 16);
  const directory = join(cacheDirectory(process.env), `${name}-${digest}`);
  if (existsSync(join(directory, "complete"))) return directory;
  make(directory);
  writeFileSync(join(directory, "complete"), "");
  return directory;
}

/** @throws Error that says in a line why a command can't be run, or failed */
function run(command: string, args: readonly string[], directory?: string): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", cwd: directory });
  if (error && "code" in error && error.code === "ENOENT") throw new Error(`there is no ${command} here`);
  if (error) throw new Error(`${command} can't be run: ${error.message}`);
  if (status !== 0) throw new Error(`${command} says: ${(stderr || stdout).trim().split("\n").at(-1)}`);
}

export const EXAMPLES: readonly Example[] = [nodePg, pythonSqlalchemy, goPgx, javaHikari];
