import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { devDependencies, peerDependencies } from "../../package.json";

const root = join(__dirname, "../..");
let project: string;

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: "pipe" });

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "package-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", project], { cwd: root, stdio: "pipe" });
  const [tarball = ""] = readdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true }));
  const versions: Record<string, string> = devDependencies;
  const needed = [...Object.keys(peerDependencies), "typescript", "@types/node"].map(
    (name) => `${name}@${versions[name]}`,
  );
  run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", `./${tarball}`, ...needed);
  copyFileSync(join(root, "examples/app.ts"), join(project, "app.ts"));
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("the package brings nothing but its CDKTF peers", () => {
  const installed = readFileSync(join(project, "node_modules/cdktf-vault-database/package.json"), "utf8");
  expect(JSON.parse(installed)).not.toHaveProperty("dependencies");
});

test("the example compiles strictly against it, and synthesizes", () => {
  const lines = readFileSync(join(project, "app.ts"), "utf8")
    .split("\n")
    .filter((line) => line.trim());
  expect(lines.length).toBeLessThanOrEqual(30);
  run(
    "npx",
    "tsc",
    "--strict",
    "--module",
    "commonjs",
    "--target",
    "es2022",
    "--skipLibCheck",
    "--types",
    "node",
    "app.ts",
  );
  run("node", "app.js");
  const stack = join(project, "cdktf.out/stacks/shop");
  const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
    resource: Record<string, object>;
  };
  expect(Object.keys(resource)).toContain("vault_database_secret_backend_role");
  expect(existsSync(join(stack, "access.json"))).toBe(true);
});

test("its command starts without any other package", () => {
  const help = run("npx", "vault-db", "--help");
  expect(help).toContain("  rehearse  ");
  // It rehearses the environments of a clone.
  expect(help).not.toContain("quickstart");
  expect(
    run("npx", "vault-db", "diff", "cdktf.out/stacks/shop/access.json", "cdktf.out/stacks/shop/access.json"),
  ).toBe("Nobody gains or loses access.\n");
});
