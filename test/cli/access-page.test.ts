import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { couldNotTell, run } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
let directory: string;
beforeAll(async () => {
  app = await SynthesizedApp.make();
  directory = mkdtempSync(join(tmpdir(), "access-page-"));
});
afterAll(() => {
  app.remove();
  rmSync(directory, { recursive: true });
});

test("a rehearsal writes who may do what as a page, and prints it", async () => {
  const file = join(directory, "access.html");
  const env = { VAULT_BINARY: app.vault };
  const { status, stdout, stderr } = await run(["rehearse", app.stack(), "--access-page", file], { env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: `Who may do what is in ${file}.\n` });
  expect(stdout).toMatch(/^Who may do what in appdb: [\d,]+ acts tried, [\d,]+ as the catalogs say$/m);
  expect(stdout).toMatch(/^ {2}database\/creds\/app-readonly$/m);
  const page = readFileSync(file, "utf8");
  expect(page).toContain("<h1>Who may do what in dev</h1>");
  expect(page).toContain("It is what is described.");
});

test.each([
  ["nowhere/access.html", "ENOENT: no such file or directory"],
  [".", "EISDIR: illegal operation on a directory"],
])("a page that can't be written is refused before a server starts: %s", async (name, reason) => {
  const file = join(directory, name);
  expect(await couldNotTell(["rehearse", app.stack(), "--access-page", file])).toBe(
    `"${file}" can't be written: ${reason}, open '${file}'.\nName another file: --access-page access.html`,
  );
});

test("a page of a time-lapse, which checks no access, is refused", async () => {
  const file = join(directory, "day.html");
  const args = ["rehearse", app.stack(), "--time-lapse", "1200", "--access-page", file];
  expect(await couldNotTell(args)).toBe(
    "--access-page is about the contract, which --time-lapse doesn't check.\n" +
      "Leave out one of them: a time-lapse is played in place of the contract.",
  );
  expect(existsSync(file)).toBe(false);
});
