import { stripVTControlCharacters } from "node:util";
import { runOnTerminal } from "./on-a-terminal";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

const rehearseOnTerminal = (columns: number) =>
  runOnTerminal(columns, ["rehearse", app.stack()], { VAULT_BINARY: app.vault });

test("a terminal shows what is going on, and the report in the end, in colours and as wide as it is", () => {
  const { status, stdout } = rehearseOnTerminal(100);
  expect(stdout).toContain("checking the contract");
  expect(stdout).toContain("\u001b[32m");
  expect(stdout).toMatch(/\d+ checks passed in /);
  const report = stripVTControlCharacters(stdout.slice(stdout.indexOf("dev: "))).split(/\r?\n/);
  const widest = Math.max(...report.map(({ length }) => length));
  expect(widest).toBeGreaterThan(80);
  expect(widest).toBeLessThanOrEqual(100);
  expect(status).toBe(0);
});

test("a terminal of no columns, as containers and build servers have it, shows the report alone", () => {
  const { status, stdout } = rehearseOnTerminal(0);
  expect(status).toBe(0);
  expect(stdout).not.toContain("checking the contract");
  expect(stdout).toMatch(/\d+ checks passed in /);
});
