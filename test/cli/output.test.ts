import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, Run, run } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

interface Report {
  readonly checks: readonly Record<string, unknown>[];
  readonly [name: string]: unknown;
}

/** What may be a password, a token or a key: 40 letters and digits in a row, base64 of a key, or a word for one. */
const SECRET =
  /\b[A-Za-z0-9]{32,}\b|\bhvs\.|\bs\.[A-Za-z0-9]{20}|BEGIN [A-Z ]*(KEY|CERTIFICATE)|password[=:]/i;

describe("rehearse --json", () => {
  test("prints one document on stdout, and nothing else anywhere", async () => {
    const { status, stdout, stderr } = await run(["rehearse", app.stack(), "--json", "--postgres", "17"], {
      env: { VAULT_BINARY: app.vault },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const report = JSON.parse(stdout) as Report;
    expect(report).toEqual({
      schemaVersion: 3,
      stack: "dev",
      servers: {
        vault: {
          product: expect.stringMatching(/^(OpenBao|Vault)$/),
          version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        },
        postgres: { version: expect.stringMatching(/^17\.\d+$/) },
      },
      applied: { resources: expect.any(Number) },
      checks: expect.any(Array),
      passed: report.checks.length,
      failed: 0,
      brokenOff: 0,
      notChecked: [],
      seconds: expect.any(Number),
      substitutions: expect.arrayContaining([
        {
          address: expect.stringMatching(/^vault_database_secret_backend_connection\./),
          what: "the PostgreSQL server",
          from: "postgres:5432",
          to: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        },
      ]),
      acknowledged: [],
      access: [
        {
          database: { server: "postgresql", name: "appdb" },
          roles: expect.arrayContaining([
            {
              name: "database/creds/app-readonly",
              kind: "leased role",
              privileges: "read_only",
              isTried: true,
            },
            { name: "PUBLIC", kind: "PUBLIC", isTried: false },
          ]),
          objects: expect.arrayContaining([
            { kind: "schema", name: "public", owner: "pg_database_owner", access: expect.any(Array) },
          ]),
          waysRound: expect.arrayContaining([
            {
              kind: "left to PUBLIC",
              object: "database postgres",
              roles: ["PUBLIC"],
              leadsTo: "CONNECT, TEMPORARY",
              breaks: [],
            },
          ]),
          tried: expect.any(Number),
          byCatalogs: expect.any(Number),
        },
      ],
    });
    expect(report.checks.length).toBeGreaterThan(50);
    for (const check of report.checks) {
      expect(check).toEqual({
        id: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
        kind: expect.stringMatching(/^(may|may not|refused|lease|revocation|also)$/),
        says: expect.stringMatching(/./),
        about: expect.objectContaining({ kind: expect.any(String), name: expect.any(String) }),
        ok: true,
        outcome: "passed",
        detail: expect.stringMatching(/./),
        ms: expect.any(Number),
      });
    }
    expect(SECRET.exec(stdout)).toBeNull();
  });
});

describe("somebody who stops reading is no error", () => {
  const stopReading = async (...args: string[]) => {
    const running = new Run(args, { env: { VAULT_BINARY: app.vault } });
    running.stopReading();
    expect(await running.ended).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(running.leftovers).toEqual([]);
  };

  test("of a report", () => stopReading("rehearse", app.stack()));
  test("of differences", () => {
    const access = join(app.stack(), "access.json");
    return stopReading("diff", access, access);
  });
  test.each([["help", "diff"], ["--help"], ["--version"]])("of %s", (...args) => stopReading(...args));
});

test("what can't be written is said, and is no success", async () => {
  // Only Linux has a device that is always full.
  if (!existsSync("/dev/full")) return;
  for (const args of [
    ["rehearse", app.stack()],
    ["help", "diff"],
  ]) {
    const outcome = await run(args, { env: { VAULT_BINARY: app.vault }, stdout: "/dev/full" });
    expect(outcome).toEqual({
      status: 2,
      stdout: "",
      stderr: "The output can't be written: ENOSPC: no space left on device, write\nWrite it elsewhere.\n",
      leftovers: [],
    });
  }
});

test("an app is synthesized into the rehearsal's own directory, nothing is left where it is, and --quiet prints the verdict", async () => {
  const cwd = app.project(
    `node -e "fs.cpSync('${app.directory}/stacks', process.env.CDKTF_OUTDIR + '/stacks', { recursive: true })"`,
  );
  const { status, stdout, leftovers } = await run(["rehearse", "dev", "--quiet"], {
    cwd,
    env: { VAULT_BINARY: app.vault },
  });
  expect({ status, leftovers, left: readdirSync(cwd) }).toEqual({
    status: 0,
    leftovers: [],
    left: ["cdktf.json"],
  });
  expect(stdout.replace(/\s+/g, " ")).toMatch(
    /^\d+ checks passed in [\d.]+ s: every credential of dev can be issued, does what it should and no more, and is gone when it is revoked\. $/,
  );
});

describe("quickstart", () => {
  let outcome: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    outcome = await run(["quickstart"], { env: { VAULT_BINARY: app.vault } });
  });

  test("prints the report of dev and one credential, without its password", () => {
    const { status, stdout, leftovers } = outcome;
    expect(status).toBe(0);
    const [report, credential] = stdout.split(/^(?=A credential, issued)/m);
    expect(report).toMatch(/^dev: \d+ resources on /);
    expect(report).toMatch(/\n\d+ checks passed in [\d.]+ s: every credential of dev can be issued/);
    expect(credential).toMatch(
      new RegExp(
        [
          "^A credential, issued just now by: vault read database/creds/app-readwrite",
          "  user name  v-app-readwrite-\\w+-\\d+",
          "  password   known to Vault's caller alone, shown to nobody here",
          "  lease      database/creds/app-readwrite/\\w+",
          "  TTL        60 minutes, renewable up to 24 hours",
          "  can        .*SELECT.* on every table of appdb",
          "It has ended, together with the servers.\n$",
        ].join("\n"),
      ),
    );
    expect(SECRET.exec(stdout)).toBeNull();
    expect(leftovers).toEqual([]);
  });

  test("prints what the README shows of it", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const [, sample = ""] = /```console\n\$ npm run quickstart\n(.*?)```/s.exec(readme) ?? [];
    const shown = sample.split("\n").filter((line) => line && line !== "…");
    expect(shown.length).toBeGreaterThan(5);
    for (const line of shown) expect(outcome.stdout).toMatch(lineLike(line));
  });
});

/** A line with other numbers and names, and any rest where it ends with "…". */
function lineLike(line: string): RegExp {
  const text = line.replace(/…$/, "").replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  // How many checks there are is what the README says, and no other number.
  const pattern = text.replace(/[A-Za-z0-9]{20}|(?<!^\d*)\d+(\\\.\d+)?/g, (part) =>
    part.length === 20 ? "[A-Za-z0-9]{20}" : "\\d+(\\.\\d+)?",
  );
  return new RegExp(`^${pattern}${line.endsWith("…") ? ".*" : ""}$`, "m");
}
