import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stackDirectory } from "../../../rehearsal/stack/stack-directory";
import { withWorkspace } from "../../../rehearsal/with-workspace";

const cwd = process.cwd();
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "app-"));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(cwd);
  rmSync(directory, { recursive: true });
});

const project = (settings: object | string) =>
  writeFileSync("cdktf.json", typeof settings === "string" ? settings : JSON.stringify(settings));
/** An app in one line. */
const app = (code: string) => project({ app: `node -e "${code}"` });

const notices: string[] = [];
const notify = (notice: string) => notices.push(notice);
const find = (target: string) =>
  withWorkspace((workspace) => stackDirectory(target, workspace, { notify, env: process.env }));

/** What is said of a stack that can't be found. */
const refusal = (target: string) =>
  find(target).then(
    (found) => Promise.reject(new Error(`${found} was found.`)),
    ({ name, problem, advice }: Record<string, string>) => {
      expect(name).toBe("RehearsalError");
      return `${problem}\n${advice}`;
    },
  );

describe("the directory of a stack is", () => {
  test.each(["./stacks/dev", "stacks/dev", "/anywhere"])("the one that is named: %s", async (target) => {
    expect(await find(target)).toBe(target);
  });

  test("one of this name, where no app is", async () => {
    mkdirSync("dev");
    expect(await find("dev")).toBe("dev");
  });

  test("where the app here has written it, which is synthesized in a directory of its own", async () => {
    mkdirSync("dev");
    app("fs.mkdirSync(process.env.CDKTF_OUTDIR + '/stacks/dev', { recursive: true })");
    notices.length = 0;
    await withWorkspace(async (workspace) => {
      const found = await stackDirectory("dev", workspace, { notify, env: process.env });
      expect(found).toBe(join(workspace.directory, "cdktf.out/stacks/dev"));
      expect(existsSync(found)).toBe(true);
    });
    expect(notices).toEqual(["synthesizing"]);
    expect(readdirSync(directory).sort()).toEqual(["cdktf.json", "dev"]);
  });
});

describe("a stack that isn't there is named", () => {
  test("with those that the app has", async () => {
    app("fs.mkdirSync(process.env.CDKTF_OUTDIR + '/stacks/dev', { recursive: true })");
    expect(await refusal("prod")).toBe('There is no stack "prod".\nThe app in cdktf.json has: dev');
  });

  test("when the app writes its stacks elsewhere", async () => {
    app("fs.mkdirSync('cdktf.out/stacks/dev', { recursive: true })");
    expect(await refusal("dev")).toBe(
      'There is no stack "dev".\nThe app in cdktf.json wrote none to CDKTF_OUTDIR: give its App no outdir.',
    );
  });

  test("when there is no app", async () => {
    expect(await refusal("dev")).toBe(
      'There is no directory "dev", and no cdktf.json here whose app could have such a stack.\n' +
        "Run this where your cdktf.json is, or name the directory of a synthesized stack: cdktf.out/stacks/dev",
    );
  });
});

test("an app that ends with an error is named", async () => {
  app("process.exit(3)");
  expect(await refusal("dev")).toBe(
    'The app "node -e "process.exit(3)"" could not be synthesized.\nWhat it says is above.',
  );
});

test.each(["null", "{}", '{"app": 1}', '{"app": ""}'])(
  "a cdktf.json that holds %s names no app",
  async (text) => {
    project(text);
    expect(await refusal("dev")).toBe('cdktf.json names no app.\nAdd one: "app": "npx ts-node main.ts"');
  },
);

test("a cdktf.json that is cut off is named", async () => {
  project("{");
  expect(await refusal("dev")).toBe(
    'cdktf.json is not JSON, or it is cut off.\nIt should name the app, at least: {"app": "npx ts-node main.ts"}',
  );
});
