import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "stack-"))));
afterEach(() => rmSync(directory, { recursive: true }));

const MOUNT = { "//": { metadata: { path: "dev/database/Resource" } }, path: "database" };
const FILES = {
  "cdk.tf.json": JSON.stringify({
    resource: { vault_mount: { database: MOUNT } },
    ephemeral: { random_password: { bootstrap: { length: 40 } } },
    variable: { ca: { type: "string" } },
  }),
  "access.json": JSON.stringify({ schemaVersion: 3, stack: "dev", files: ["deployer.policy.json"] }),
  "deployer.policy.json": "{}",
};

/** Writes a stack, with other texts in some of its files. */
function write(texts: Partial<Record<keyof typeof FILES, string>> = {}): void {
  for (const [file, text] of Object.entries({ ...FILES, ...texts }))
    writeFileSync(join(directory, file), text);
}

/** What is said of what can't be read. */
function refusal(path = directory): string {
  try {
    readSynthesizedStack(path);
  } catch (error) {
    const { name, problem, advice } = error as Record<string, string>;
    expect(name).toMatch(/^(RehearsalError|AccessManifestError)$/);
    return `${problem}\n${advice}`;
  }
  throw new Error("It was read.");
}

const AGAIN = "Synthesize it again: npm run synth";

test("a stack is read with its resources, its variables and what it describes", () => {
  write();
  expect(readSynthesizedStack(directory)).toMatchObject({
    name: "dev",
    directory,
    resources: [
      {
        address: "vault_mount.database",
        type: "vault_mount",
        path: "dev/database",
        attributes: { path: "database" },
      },
      {
        address: "ephemeral.random_password.bootstrap",
        type: "ephemeral.random_password",
        path: undefined,
        attributes: { length: 40 },
      },
    ],
    variables: { ca: { type: "string" } },
    access: { schemaVersion: 3, stack: "dev" },
    files: new Map([["deployer.policy.json", "{}"]]),
  });
});

describe("a stack that isn't there is named", () => {
  test("as it was written", () => {
    expect(refusal("./nothing/here")).toBe(
      'There is no directory "./nothing/here".\n' +
        "Name a stack, or the directory of a synthesized one: cdktf.out/stacks/dev",
    );
  });

  test("when a file is in place of its directory", () => {
    write();
    expect(refusal(join(directory, "access.json"))).toBe(
      `There is no directory "${join(directory, "access.json")}".\n` +
        "Name a stack, or the directory of a synthesized one: cdktf.out/stacks/dev",
    );
  });
});

describe("a directory that holds no whole stack is named", () => {
  test("when it is empty", () => {
    expect(refusal()).toBe(
      `There is no file "${join(directory, "cdk.tf.json")}".\nSynthesize it first: npm run synth`,
    );
  });

  test.each([
    ["cdk.tf.json", "is empty", ""],
    ["cdk.tf.json", "is cut off", FILES["cdk.tf.json"].slice(0, -30)],
    ["access.json", "is empty", ""],
    ["access.json", "is cut off", FILES["access.json"].slice(0, -5)],
  ])("when its %s %s", (file, _, text) => {
    write({ [file]: text });
    expect(refusal()).toBe(`"${join(directory, file)}" is not JSON, or it is cut off.\n${AGAIN}`);
  });

  test.each(["cdk.tf.json", "access.json"])("when its %s is something else", (file) => {
    write({ [file]: "null" });
    expect(refusal()).toBe(`"${join(directory, file)}" does not hold a JSON object.\n${AGAIN}`);
  });

  test("when it is of another schema version", () => {
    write({ "access.json": FILES["access.json"].replace('"schemaVersion":3', '"schemaVersion":1') });
    expect(refusal()).toBe(
      `"${join(directory, "access.json")}" is of schema version 1; this version of vault-db reads 3.\n` +
        `${AGAIN}, or use the version of vault-db that wrote it.`,
    );
  });

  test("when another library made it", () => {
    write();
    rmSync(join(directory, "access.json"));
    expect(refusal()).toBe(
      `There is no file "${join(directory, "access.json")}".\n` +
        "Rehearse a stack that uses this library: it writes access.json.",
    );
  });

  test("when it has no resource", () => {
    write({ "cdk.tf.json": '{ "resource": {}, "ephemeral": {} }' });
    expect(refusal()).toBe(
      `The stack in "${directory}" is empty.\nDescribe at least an engine, a connection and a role.`,
    );
  });

  test("when it has blocks that have no meaning here", () => {
    const blocks = { ...JSON.parse(FILES["cdk.tf.json"]), atlas: {}, backend: [] } as object;
    write({ "cdk.tf.json": JSON.stringify(blocks) });
    expect(refusal()).toBe(
      `${join(directory, "cdk.tf.json")} has blocks that can't be rehearsed: atlas, backend.\n` +
        "A rehearsal knows only what this library emits: move the rest into a stack of its own.",
    );
  });
});

describe("what nobody described, but somebody would use, is named", () => {
  const NOT_SYNTHESIZED = (...problems: string[]) =>
    [
      `"${directory}" does not hold what was synthesized:`,
      ...problems.map((line) => `  ${line}`),
      "Synthesize it again, and describe in the app what was added by hand: npm run synth",
    ].join("\n");

  test.each([
    "more.tf",
    "more.tf.json",
    "cdk_override.tf.json",
    "more.tofu",
    "terraform.tfvars",
    "more.auto.tfvars.json",
    "plan.policy.json",
    "appdb.dba.sql",
  ])("as %s", (name) => {
    write();
    writeFileSync(join(directory, name), "");
    expect(refusal()).toBe(NOT_SYNTHESIZED(`"${name}" is there, though access.json doesn't name it`));
  });

  test("when a policy is gone", () => {
    write();
    rmSync(join(directory, "deployer.policy.json"));
    expect(refusal()).toBe(
      NOT_SYNTHESIZED('"deployer.policy.json" is not there, though access.json names it'),
    );
  });

  test.each(["approle-myapp.agent.json", "appdb.dba.sql"])("as %s that is nobody's", (name) => {
    const access = JSON.parse(FILES["access.json"]) as { files: string[] };
    write({ "access.json": JSON.stringify({ ...access, files: [...access.files, name] }) });
    writeFileSync(join(directory, name), "");
    expect(refusal()).toBe(
      NOT_SYNTHESIZED(`"${name}" is in files of access.json, which doesn't say whose it is`),
    );
  });

  test("but not what Terraform itself leaves there", () => {
    write();
    for (const name of [".terraform.lock.hcl", "terraform.tfstate", "plan", "README.md"])
      writeFileSync(join(directory, name), "");
    expect(readSynthesizedStack(directory)).toMatchObject({ name: "dev" });
  });
});
