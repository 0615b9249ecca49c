import { join } from "node:path";
import { ROOT, Run, run as runProgram } from "./run-command";

const program = ["-r", "tsx/cjs", join(ROOT, "test/cli/own-commands.ts")];
const run = (...args: string[]) => runProgram(args, { program });

describe("a command is a file that says", () => {
  test("what it is called with: help is made from that", async () => {
    expect(await run("greet", "--help")).toEqual({
      status: 0,
      stderr: "",
      leftovers: [],
      stdout: `Usage: vault-db greet [options] <name>

greet somebody

Arguments:
  name                  whom

Options:
  --language <code>     in which language (choices: "de", "en", default: "en")
  --last-words <words>  what to say in the end
  --loudly              with an exclamation mark
  --json                print the answer as JSON
  --debug               show stack traces
  -h, --help            display help for command

Examples:
  vault-db greet Ada
  vault-db greet Ada --last-words bye

Exit status:
  0  somebody was greeted
  1  nobody is there
  2  could not tell: stderr says why
`,
    });
  });

  test("what it answers: as text, made for where it is printed", async () => {
    expect(await run("greet", "Ada")).toEqual({
      status: 0,
      stdout: "Hello, Ada.\n…\n80 columns, not coloured\n",
      stderr: "This is not the answer.\n",
      leftovers: [],
    });
  });

  test("what it answers: as data", async () => {
    const { status, stdout } = await run(
      ...["greet", "Ada", "--loudly", "--language", "de", "--last-words", "bye", "--json"],
    );
    expect(status).toBe(0);
    expect(stdout).toBe('{\n  "greeting": "Guten Tag, Ada!",\n  "lastWords": "bye"\n}\n');
  });

  test("how it ends, which becomes the exit status", async () => {
    expect(await run("greet", "nobody")).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^Hello/),
    });
  });
});

test("commands are listed by --help, but for hidden ones", async () => {
  const { stdout } = await run("--help");
  const [, commands = ""] = /\nCommands:\n(.*?)\n\n/s.exec(stdout) ?? [];
  expect(commands.match(/^ {2}\w+/gm)?.map((name) => name.trim())).toEqual([
    ...["greet", "advise", "stumble", "wait", "measure", "help"],
  ]);
});

describe("a command that could not tell", () => {
  test("says what is wrong and what to do, with status 2", async () => {
    const outcome = { status: 2, stdout: "", stderr: "Something is missing.\nInstall it.\n", leftovers: [] };
    expect(await run("advise")).toEqual(outcome);
    expect(await run("advise", "--json")).toEqual(outcome);
  });

  test("says that it is not the user's fault when it is not", async () => {
    expect(await run("stumble")).toEqual({
      status: 2,
      stdout: "",
      stderr: "This should not have happened: undefined is not a function\nSee more with --debug.\n",
      leftovers: [],
    });
  });

  test.each([
    ["advise", /^RehearsalError: Something is missing\.\nInstall it\.\n {4}at .*own-commands\.ts/],
    ["stumble", /^TypeError: undefined is not a function\n {4}at .*own-commands\.ts/],
  ])("shows with --debug where (%s)", async (name, trace) => {
    expect(await run(name, "--debug")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringMatching(trace),
    });
  });
});

describe("Ctrl-C", () => {
  const start = async (name: string, printed: string) => {
    const running = new Run([name], { program });
    await running.until(() => running.stdout === printed);
    return running;
  };

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("lets a command end what it has begun (%s, status %i)", async (signal, status) => {
    const running = await start("wait", "waiting\n");
    expect(running.leftoversNow()).not.toEqual([]);
    running.signal(signal);
    expect(await running.ended).toEqual({ status, stdout: "waiting\n", stderr: "" });
    expect(running.leftovers).toEqual([]);
  });

  test("ends a command that doesn't listen, too", async () => {
    const running = await start("hang", "hanging\n");
    running.signal("SIGINT");
    expect(await running.ended).toEqual({ status: 130, stdout: "hanging\n", stderr: "" });
  });
});

test("a command knows how long it has taken since its process was started", async () => {
  const start = performance.now();
  const { stdout } = await run("measure", "--json");
  const seconds = (performance.now() - start) / 1000;
  expect(Number(stdout)).toBeLessThan(seconds);
  // Starting Node and loading the command are part of it.
  expect(Number(stdout)).toBeGreaterThan(seconds / 4);
});
