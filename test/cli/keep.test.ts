import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { Client } from "pg";
import { Run } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

/** A rehearsal whose servers are kept, when it says where the logins are. */
async function keep(...options: string[]): Promise<{ running: Run; file: string }> {
  const running = new Run(["rehearse", app.stack(), "--keep", ...options], {
    env: { VAULT_BINARY: app.vault },
  });
  const file = await running.until(
    () => /^\nThe servers run until Ctrl-C\. To use them: source (.*)\n$/.exec(running.stderr)?.[1],
  );
  return { running, file };
}

/** What a shell has in its environment when it has read the file. */
function settingsIn(file: string): Record<string, string> {
  const lines = execFileSync("/bin/sh", ["-c", `. '${file}' && env`], { encoding: "utf8", env: {} }).split(
    "\n",
  );
  return Object.fromEntries(lines.map((line) => line.split("=") as [string, string]));
}

describe("rehearse --keep", () => {
  test("leaves the servers running, with logins that only the user can read, until Ctrl-C", async () => {
    const { running, file } = await keep();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { VAULT_ADDR, VAULT_TOKEN = "", ...postgres } = settingsIn(file);

    const credential = await fetch(`${VAULT_ADDR}/v1/database/creds/app-readonly`, {
      headers: { "X-Vault-Token": VAULT_TOKEN },
    });
    const { data } = (await credential.json()) as { data: { username: string; password: string } };
    const server = { host: postgres.PGHOST, port: Number(postgres.PGPORT) };
    const own = { user: data.username, password: data.password, database: "appdb" };
    expect(await valueOf({ ...server, ...own }, "SELECT current_user")).toBe(data.username);
    const superuser = { user: postgres.PGUSER, password: postgres.PGPASSWORD, database: "postgres" };
    expect(await valueOf({ ...server, ...superuser }, "SHOW is_superuser")).toBe("on");

    // The report is there already, and holds no login.
    expect(running.stdout).toMatch(/ checks passed in /);
    for (const secret of [VAULT_TOKEN, postgres.PGPASSWORD ?? "", data.password]) {
      expect(secret.length).toBeGreaterThan(15);
      expect(running.stdout + running.stderr).not.toContain(secret);
      expect(running.processes.filter(({ command }) => command.includes(secret))).toEqual([]);
    }

    running.signal("SIGINT");
    expect((await running.ended).status).toBe(130);
    expect(existsSync(file)).toBe(false);
    expect(running.leftovers).toEqual([]);
  });

  test("prints the report as JSON before it waits, and ends by SIGTERM, too", async () => {
    const { running } = await keep("--json");
    expect(JSON.parse(running.stdout)).toMatchObject({ stack: "dev", failed: 0 });
    running.signal("SIGTERM");
    expect((await running.ended).status).toBe(143);
    expect(running.leftovers).toEqual([]);
  });

  test("leaves nothing when it is killed", async () => {
    const { running } = await keep();
    running.signal("SIGKILL");
    await running.ended;
    expect(await running.leftoversAfterAll()).toEqual([]);
  });

  test("says so and ends when a server does", async () => {
    const { running } = await keep();
    const vault = running.processes.find(({ command }) => command.includes(" server -dev "));
    process.kill(vault?.id ?? 0, "SIGKILL");
    const { status, stderr } = await running.ended;
    expect(stderr).toMatch(/\n(OpenBao|Vault) is gone: it was ended by SIGKILL\.\n/);
    expect(status).toBe(2);
    expect(running.leftovers).toEqual([]);
  });
});

async function valueOf(login: ConstructorParameters<typeof Client>[0], sql: string): Promise<unknown> {
  const client = new Client(login);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}
