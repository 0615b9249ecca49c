import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { run } from "./run-command";
import { resource, SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

test("a stack that does what it describes is fine: 0", async () => {
  const { status, stdout, stderr, leftovers } = await run(["rehearse", app.stack()], {
    env: { VAULT_BINARY: app.vault },
  });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^dev: \d+ resources on (OpenBao|Vault) .* and PostgreSQL 18\./);
  expect(stdout).toMatch(
    /\n\d+ checks passed in [\d.]+ s: every credential of dev can be issued,.* revoked\.\n$/s,
  );
  expect(status).toBe(0);
  expect(leftovers).toEqual([]);
});

test("a stack that does not is a finding: 1, in the report and not on stderr", async () => {
  const narrowed = app.edited((config) => {
    resource(config, "postgresql_default_privileges", "appdb_read_write_public-future-tables").privileges = [
      "SELECT",
      "INSERT",
      "UPDATE",
    ];
  });
  const { status, stdout, stderr, leftovers } = await run(["rehearse", narrowed], {
    env: { VAULT_BINARY: app.vault },
  });
  expect(stderr).toBe("");
  const line = '✗ app-readwrite: may-delete: refused, but described: DELETE FROM "public".contract_after\n';
  expect(stdout.replace(/\n {4}(?=\S)/g, " ")).toContain(`\n  ${line}`);
  expect(stdout).toMatch(/\n\d+ of \d+ checks failed in [\d.]+ s: dev does not do what it describes\.\n$/);
  expect(status).toBe(1);
  expect(leftovers).toEqual([]);
});

test("a stack that a server refuses is a finding, too: 1", async () => {
  const refused = app.edited((config) => {
    resource(config, "postgresql_grant", "appdb_read_only_connect").role = "nobody_made_it";
  });
  const results = join(app.directory, "results.xml");
  const { status, stdout, leftovers } = await run(["rehearse", refused, "--json", "--junit", results], {
    env: { VAULT_BINARY: app.vault },
  });
  expect(JSON.parse(stdout)).toMatchObject({
    applied: { resources: 0 },
    checks: [
      {
        id: "applies",
        about: { kind: "construct", name: "dev/appdb/read_only/connect" },
        detail: expect.stringMatching(
          /^postgresql_grant\.appdb_read_only_connect.*: role "nobody_made_it" does not exist$/,
        ),
      },
    ],
    failed: 1,
  });
  expect(readFileSync(results, "utf8")).toMatch(
    /<testcase classname="dev\.dev\/appdb\/read_only\/connect" name="applies" .*>\s*<failure message="postgresql_grant\./,
  );
  expect(status).toBe(1);
  expect(leftovers).toEqual([]);
});

test("asking for the version is fine", async () => {
  expect(await run(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "", leftovers: [] });
});

test("a rehearsal that could not tell says so in its results, too: 2", async () => {
  const results = join(app.directory, "error.xml");
  const { status, stderr } = await run(["rehearse", app.empty(), "--junit", results]);
  const [problem = ""] = stderr.split("\n");
  expect(status).toBe(2);
  const message = problem.replaceAll('"', "&quot;");
  expect(readFileSync(results, "utf8")).toContain(`<error message="${message}`);
});
