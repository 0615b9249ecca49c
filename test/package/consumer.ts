import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { devDependencies } from "../../package.json";

export const ROOT = join(__dirname, "../..");
const NPM = ["--silent", "--no-audit", "--no-fund", "--prefer-offline"];

/** Which CDKTF somebody has. */
export const CDKTF = {
  cdktf: {
    dependencies: { cdktf: devDependencies.cdktf, constructs: devDependencies.constructs },
  },
  cdktn: {
    dependencies: { cdktf: "npm:cdktn@^0.24.0", constructs: "~10.7.2" },
    overrides: { cdktf: "$cdktf" },
  },
};

/** The two packages, as npm packs them, in a directory of their own. */
export class Packed {
  static make(): Packed {
    const directory = mkdtempSync(join(tmpdir(), "packed-"));
    execFileSync("npm", ["pack", "--silent", "--pack-destination", directory, ".", "./cli"], {
      cwd: ROOT,
      stdio: "pipe",
    });
    return new Packed(directory);
  }

  readonly library: string;
  readonly command: string;

  private constructor(readonly directory: string) {
    const [command = "", library = ""] = readdirSync(directory).sort((one, other) => (one < other ? 1 : -1));
    const isCommand = command.includes("-cli-");
    this.command = join(directory, isCommand ? command : library);
    this.library = join(directory, isCommand ? library : command);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A project of somebody who has installed the packages. */
export class Consumer {
  readonly directory = mkdtempSync(join(tmpdir(), "consumer-"));

  constructor(tarballs: readonly string[], { dependencies, ...others }: (typeof CDKTF)[keyof typeof CDKTF]) {
    const needed = [
      "@cdktf/provider-postgresql",
      "@cdktf/provider-vault",
      "typescript",
      "@types/node",
    ] as const;
    const versions = Object.fromEntries(needed.map((name) => [name, devDependencies[name]]));
    this.write("package.json", {
      name: "consumer",
      private: true,
      dependencies: { ...dependencies, ...versions },
      ...others,
    });
    this.write("cdktf.json", { language: "typescript", app: "node app.js" });
    this.run("npm", "install", ...NPM, ...tarballs);
  }

  install(...packages: string[]): void {
    this.run("npm", "install", ...NPM, ...packages);
  }

  write(name: string, content: string | object): void {
    const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
    writeFileSync(join(this.directory, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), "utf8");
  }

  run(command: string, ...args: string[]): string {
    return execFileSync(command, args, { cwd: this.directory, encoding: "utf8", stdio: "pipe" });
  }

  /** What a command says that ends with a status of its own. */
  failure(command: string, ...args: string[]): { status: number; stderr: string } {
    try {
      this.run(command, ...args);
    } catch (error) {
      return error as { status: number; stderr: string };
    }
    throw new Error(`${command} ${args.join(" ")} is fine`);
  }

  /** What an app writes, by the names of its files. Of `cdktf`'s own version nothing. */
  synthesized(file: string): Record<string, unknown> {
    this.run("node", file);
    const out = join(this.directory, "cdktf.out");
    const names = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const contents = names.map((name) => [name.slice(out.length + 1), this.contentOf(name)] as const);
    rmSync(out, { recursive: true });
    return Object.fromEntries(contents);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private contentOf(file: string): unknown {
    const text = readFileSync(file, "utf8").replaceAll(this.directory, "");
    if (!file.endsWith(".json")) return text;
    return JSON.parse(text, (key, value: unknown) => (key === "version" ? undefined : value));
  }
}

/** The example, as somebody writes it without TypeScript. */
export function exampleAs(module: "ESM" | "CommonJS"): string {
  return asJavaScript(readFileSync(join(ROOT, "examples/app.ts"), "utf8"), module);
}

export function asJavaScript(source: string, module: "ESM" | "CommonJS"): string {
  const kind = module === "ESM" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: kind, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  // An ES module names the file: what has no `exports` has no other names.
  return module === "ESM" ? outputText.replaceAll("/lib/provider", "/lib/provider/index.js") : outputText;
}
