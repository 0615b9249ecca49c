import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotTell } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

// What else is said of a stack that can't be rehearsed is tested where it is found out, in test/rehearsal.
let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

test("a stack that isn't there is named on stderr, with status 2", async () => {
  expect(await couldNotTell(["rehearse", "./nothing/here"])).toBe(
    'There is no directory "./nothing/here".\n' +
      "Name a stack, or the directory of a synthesized one: cdktf.out/stacks/dev",
  );
});

test("a stack whose app ends with an error is named after what the app says", async () => {
  const cwd = app.project(
    "node -e \"console.log('to stdout'); console.error('to stderr'); process.exit(3)\"",
  );
  expect(await couldNotTell(["rehearse", "dev"], { cwd })).toMatch(
    /^to stdout\nto stderr\nThe app "node -e .*" could not be synthesized\.\nWhat it says is above\.$/,
  );
});

test("a stack with something that has no meaning here is refused before a server is started", async () => {
  const directory = app.edited((config) => {
    Object.assign(Object.values(config.resource.vault_mount ?? {})[0] ?? {}, { seal_wrap: true });
  });
  expect(await couldNotTell(["rehearse", directory], { env: { VAULT_BINARY: "/nowhere/vault" } })).toBe(
    'Stack "dev" can\'t be rehearsed:\n  vault_mount.database_EBDE4557: argument "seal_wrap" is not known\n' +
      "A rehearsal knows only what this library emits. Move the rest into a stack of its own.",
  );
});

test("--terraform wants Terraform or OpenTofu, before a server is started", async () => {
  const env = { TERRAFORM_BINARY_NAME: "no-terraform", VAULT_BINARY: "/nowhere/vault" };
  expect(await couldNotTell(["rehearse", "dev", "--terraform"], { env })).toBe(
    "There is no no-terraform on the PATH.\n" +
      "Install Terraform or OpenTofu, 1.11 or newer, or leave --terraform out: its part is then played without it.",
  );
});

test("what --schema names is looked at before the stack is applied, and its line is told", async () => {
  const file = join(app.empty(), "schema.sql");
  writeFileSync(file, "CREATE TABLE t (id int);\nCOPY public.t (id) FROM stdin;\n1\n\\.\n");
  const options = ["rehearse", app.stack(), "--schema"];
  const env = { VAULT_BINARY: app.vault };
  expect(await couldNotTell([...options, `appdb=${file}`], { env })).toBe(
    `${file}:2: It holds data.\nA rehearsal needs none, and should see none. ` +
      `Take it out, or write the file by pg_dump --schema-only --encoding=UTF8 --file=${file} <database>`,
  );
  expect(await couldNotTell([...options, `shop=${file}`], { env })).toBe(
    `--schema shop=${file}: It doesn't name a database of stack "dev" and a file.\nIt could be: appdb=schema.sql.`,
  );
});
