import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotTell, type RunProps } from "./run-command";
import { resource, SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

const rehearse = (directory: string, props?: RunProps) => couldNotTell(["rehearse", directory], props);

const SYNTHESIZE = "Synthesize it again: npm run synth";

describe("a stack that isn't there", () => {
  test("is named: a directory", async () => {
    expect(await rehearse("./nothing/here")).toBe(
      'There is no directory "./nothing/here".\n' +
        "Name a stack, or the directory of a synthesized one: cdktf.out/stacks/dev",
    );
  });

  test("is named: a file in place of a directory", async () => {
    const file = join(app.stack(), "access.json");
    expect(await rehearse(file)).toMatch(/^There is no directory ".*\/access\.json"\.\n/);
  });

  test("is named: a stack that the app doesn't have, with those that it has", async () => {
    const cwd = app.project(
      "node -e \"fs.mkdirSync(process.env.CDKTF_OUTDIR + '/stacks/dev', { recursive: true })\"",
    );
    expect(await rehearse("prod", { cwd })).toBe('There is no stack "prod".\nThe app in cdktf.json has: dev');
  });

  test("is named: a stack of an app that writes them elsewhere", async () => {
    const cwd = app.project("node -e \"fs.mkdirSync('cdktf.out/stacks/dev', { recursive: true })\"");
    expect(await rehearse("dev", { cwd })).toBe(
      'There is no stack "dev".\nThe app in cdktf.json wrote none to CDKTF_OUTDIR: give its App no outdir.',
    );
  });

  test("is named: a stack where there is no app", async () => {
    expect(await rehearse("dev", { cwd: app.empty() })).toBe(
      'There is no directory "dev", and no cdktf.json here whose app could have such a stack.\n' +
        "Run this where your cdktf.json is, or name the directory of a synthesized stack: cdktf.out/stacks/dev",
    );
  });

  test("is named: a stack whose app ends with an error, after what the app says", async () => {
    const cwd = app.project(
      "node -e \"console.log('to stdout'); console.error('to stderr'); process.exit(3)\"",
    );
    expect(await rehearse("dev", { cwd })).toMatch(
      /^to stdout\nto stderr\nThe app "node -e .*" could not be synthesized\.\nWhat it says is above\.$/,
    );
  });

  test.each(["{", "null", '{"app": 1}'])("is named: a cdktf.json that holds %j", async (text) => {
    const cwd = app.empty();
    writeFileSync(join(cwd, "cdktf.json"), text);
    expect(await rehearse("dev", { cwd })).toMatch(/^cdktf\.json (names no app|is no JSON)[^]*\n./);
  });
});

describe("a directory that holds no whole stack", () => {
  test("is named when it is empty", async () => {
    const directory = app.empty();
    expect(await rehearse(directory)).toBe(
      `There is no file "${join(directory, "cdk.tf.json")}".\nSynthesize it first: npm run synth`,
    );
  });

  test.each([
    ["cdk.tf.json", "is empty", () => ""],
    ["cdk.tf.json", "is cut off", (text: string) => text.slice(0, text.length / 2)],
    ["access.json", "is empty", () => ""],
    ["access.json", "is cut off", (text: string) => text.slice(0, text.length / 2)],
  ])("is named when its %s %s", async (file, _, rewrite) => {
    const directory = app.rewritten(file, rewrite);
    expect(await rehearse(directory)).toBe(
      `"${join(directory, file)}" is not JSON, or it is cut off.\n${SYNTHESIZE}`,
    );
  });

  test.each(["cdk.tf.json", "access.json"])("is named when its %s is something else", async (file) => {
    const directory = app.rewritten(file, () => "null");
    expect(await rehearse(directory)).toBe(
      `"${join(directory, file)}" does not hold a JSON object.\n${SYNTHESIZE}`,
    );
  });

  test("is named when it is of another schema version", async () => {
    const directory = app.rewritten("access.json", (text) =>
      text.replace('"schemaVersion": 2', '"schemaVersion": 1'),
    );
    expect(await rehearse(directory)).toBe(
      `"${join(directory, "access.json")}" is of schema version 1; this version of vault-db reads 2.\n` +
        `${SYNTHESIZE}, or use the version of vault-db that wrote it.`,
    );
  });

  test("is named when another library made it", async () => {
    const directory = app.copy();
    rmSync(join(directory, "access.json"));
    expect(await rehearse(directory)).toBe(
      `There is no file "${join(directory, "access.json")}".\n` +
        "Rehearse a stack that uses this library: it writes access.json.",
    );
  });

  test("is named when it has no resource", async () => {
    const directory = app.edited((config) => {
      config.resource = {};
      config.ephemeral = {};
    });
    expect(await rehearse(directory)).toBe(
      `The stack in "${directory}" is empty.\nDescribe at least an engine, a connection and a role.`,
    );
  });
});

describe("a stack with something that has no meaning here", () => {
  const ADVICE =
    "The rehearsal plays exactly what this library emits. Move the rest into a stack of its own.";
  const problems = (...lines: string[]) =>
    [`Stack "dev" can't be rehearsed:`, ...lines.map((line) => `  ${line}`), ADVICE].join("\n");

  test("is refused for a circle of resources", async () => {
    const directory = app.edited((config) => {
      const [database = ""] = Object.keys(config.resource.postgresql_database ?? {});
      resource(config, "postgresql_role", "appdb_owner").depends_on = [`postgresql_database.${database}`];
    });
    expect(await rehearse(directory)).toMatch(
      /^Stack "dev" can't be rehearsed:\n {2}a circle of resources that wait for each other: (\S+)( → \S+)* → \1\n/,
    );
  });

  test("is refused for types, arguments, expressions and references, all in one message", async () => {
    const directory = app.edited((config) => {
      config.resource.aws_s3_bucket = { logs: { bucket: "logs" } };
      const mount = resource(config, "vault_mount", "");
      mount.seal_wrap_all = true;
      mount.path = '${upper("a")} ${var.nothing} ${vault_mount.nothing.path}';
      mount.depends_on = ["vault_mount.nothing"];
    });
    const [address] = Object.keys(
      (
        JSON.parse(readFileSync(join(directory, "cdk.tf.json"), "utf8")) as {
          resource: Record<string, object>;
        }
      ).resource.vault_mount ?? {},
    ).map((name) => `vault_mount.${name}`);
    const message = await rehearse(directory);
    expect(message.split("\n").sort()).toEqual(
      problems(
        'aws_s3_bucket.logs: resource type "aws_s3_bucket" is not known',
        `${address}: argument "seal_wrap_all" is not known`,
        `${address}: expression "\${upper("a")}" is not known`,
        `${address}: "\${var.nothing}" refers to nothing in the stack`,
        `${address}: "\${vault_mount.nothing.path}" refers to nothing in the stack`,
        `${address}: depends_on names "vault_mount.nothing", which is not in the stack`,
      )
        .split("\n")
        .sort(),
    );
  });

  test("is refused for blocks", async () => {
    const directory = app.edited((config) => {
      config.data = { vault_policy_document: { any: {} } };
      config.locals = { name: "any" };
    });
    expect(await rehearse(directory)).toBe(
      `${join(directory, "cdk.tf.json")} has blocks that can't be rehearsed: data, locals.\n` +
        "The rehearsal plays what this library emits; move the rest into a stack of its own.",
    );
  });
});
