import { couldNotTell } from "./run-command";

test.each([
  [
    ["rehearse", "dev", "--postgres", "14"],
    "error: option '--postgres <version>' argument '14' is invalid. Allowed choices are 15, 16, 17, 18.",
  ],
  [["rehearse", "dev", "--postgres"], "error: option '--postgres <version>' argument missing"],
  [["rehearse"], "error: missing required argument 'stack|directory'"],
  [
    ["rehearse", "dev", "staging"],
    "error: too many arguments for 'rehearse'. Expected 1 argument but got 2.",
  ],
  [["rehearse", "dev", "--kep"], "error: unknown option '--kep'\n(Did you mean --keep?)"],
  [["diff", "access.json"], "error: missing required argument 'after'"],
  [["rehears", "dev"], "error: unknown command 'rehears'\n(Did you mean rehearse?)"],
  [["--jsn"], "error: unknown option '--jsn'"],
])("vault-db %j is refused, and its usage is shown", async (args, message) => {
  const said = await couldNotTell(args);
  expect(said.slice(0, message.length + 2)).toBe(`${message}\n\n`);
  expect(said).toContain("\nUsage: vault-db ");
  expect(said).toContain("\nExit status: 0 fine, 1 findings, 2 could not tell.");
});

test("no command at all shows what there is, and is none that went well", async () => {
  expect(await couldNotTell([])).toMatch(/^Usage: vault-db \[options\] \[command\]\n/);
});
