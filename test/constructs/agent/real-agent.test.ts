import { execFile } from "node:child_process";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { AgentProcess, AgentTemplate, Duration, OnChange } from "../../../constructs";
import { eventually } from "../../../contract/eventually";
import type { AgentOf } from "./granted-agent";
import { PASSWORD, type StartedAgent, type Surroundings, USER, withStartedAgent } from "./started-agent";

const run = promisify(execFile);
const hasPsql = (process.env.PATH ?? "").split(delimiter).some((directory) => {
  try {
    accessSync(join(directory, "psql"), constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

const LIBPQ = {
  PGHOST: "host",
  PGPORT: "port",
  PGDATABASE: "database",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGSSLMODE: "sslmode",
  PGSSLROOTCERT: "sslrootcert",
} as const;

/** A file of each kind, for a server whose certificate is verified. */
const everyKind =
  ({ directory, postgres, caFile }: Surroundings): AgentOf =>
  (role) => {
    const file = (name: string) => ({
      role,
      destination: join(directory, name),
      endpoint: postgres,
      sslMode: "verify-ca" as const,
      caFile,
    });
    return {
      sink: { path: join(directory, "token") },
      templates: [
        AgentTemplate.envFile({ ...file("env"), variables: { ...LIBPQ, DATABASE_URL: "url" } }),
        AgentTemplate.json({ ...file("json"), mode: "0640" }),
        AgentTemplate.pgpass(file("pgpass")),
        AgentTemplate.pgService(file("service")),
        AgentTemplate.url(file("url")),
      ],
    };
  };

async function untilWritten({ agent, directory }: StartedAgent, name: string): Promise<string> {
  const isThere = () =>
    Promise.resolve(statSync(join(directory, name), { throwIfNoEntry: false }) !== undefined);
  if (!(await eventually(isThere))) throw new Error(`${name} is not written: ${agent.output}`);
  return readFileSync(join(directory, name), "utf8");
}

const written = async (started: StartedAgent, names: readonly string[]) => {
  for (const name of names) await untilWritten(started, name);
  return started;
};

const FILES = ["env", "json", "pgpass", "service", "url"];

async function logInByEachKind(): Promise<void> {
  await withStartedAgent(everyKind, async (started) => {
    const { directory } = await written(started, FILES);
    const url = readFileSync(join(directory, "url"), "utf8").trim();
    const { host, port, database } = JSON.parse(readFileSync(join(directory, "json"), "utf8")) as Record<
      string,
      string
    >;
    const psql = (line: string, env = {}) =>
      run("sh", ["-c", `${line} -AtXc "SELECT current_user"`], {
        env: { PATH: process.env.PATH, URL_OF_FILE: url, ...env },
        cwd: directory,
      });
    const logins = await Promise.all([
      psql("set -a; . ./env; psql"),
      psql('. ./env; psql "$DATABASE_URL"'),
      psql("psql -w service=appdb", { PGSERVICEFILE: join(directory, "service") }),
      psql(`psql -w -h ${host} -p ${port} -U ${USER} ${database}`, { PGPASSFILE: join(directory, "pgpass") }),
      psql('psql -w "$URL_OF_FILE"'),
    ]);
    expect(logins.map(({ stdout }) => stdout)).toEqual(Array(5).fill(`${USER}\n`));
  });
}

if (hasPsql)
  test.concurrent("psql logs in by each kind of file, whatever the password has in it", logInByEachKind);
else test("psql was left out: it is not on the PATH", () => undefined);

test.concurrent(
  "a shell, a JSON parser and a URL parser read the password back, and Node logs in with it",
  () =>
    withStartedAgent(everyKind, async (started) => {
      const { directory } = await written(started, FILES);
      const read = (name: string) => readFileSync(join(directory, name), "utf8");
      const shell = await run("sh", ["-c", '. ./env; printf "%s" "$PGPASSWORD"'], { cwd: directory });
      expect(shell.stdout).toBe(PASSWORD);
      const { password, user, host, port, database } = JSON.parse(read("json")) as Record<string, string>;
      expect([user, password, port]).toEqual([USER, PASSWORD, expect.any(Number)]);
      const url = new URL(read("url").trim());
      expect([url.username, decodeURIComponent(url.password)]).toEqual([USER, PASSWORD]);
      const client = new Client({ host, port: Number(port), database, user, password });
      await client.connect();
      expect((await client.query("SELECT current_user AS name")).rows).toEqual([{ name: USER }]);
      await client.end();
    }),
);

test.concurrent("files are its owner's where nothing is said, and there are no others beside them", () =>
  withStartedAgent(everyKind, async (started) => {
    const { directory } = await written(started, [...FILES, "token"]);
    const modes = [...FILES, "token"].map((name) =>
      (statSync(join(directory, name)).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(["600", "640", "600", "600", "600", "600"]);
    const { stdout } = await run("ls", ["-A", directory]);
    expect(stdout.split("\n").filter(Boolean).sort()).toEqual(
      [...FILES, "agent.json", "ca.pem", "role-id", "token"].sort(),
    );
  }),
);

test.concurrent("an agent goes on, and says so, when what it runs on a change fails or takes too long", () =>
  withStartedAgent(
    ({ directory }) =>
      (role) => ({
        templates: [
          AgentTemplate.url({
            role,
            destination: join(directory, "a"),
            onChange: OnChange.command(["sh", "-c", "exit 7"]),
          }),
          AgentTemplate.url({
            role,
            destination: join(directory, "b"),
            onChange: OnChange.signal("SIGHUP", { pidFile: join(directory, "pid") }),
          }),
          AgentTemplate.url({
            role,
            destination: join(directory, "c"),
            onChange: OnChange.command(["sleep", "60"], { timeout: Duration.seconds(1) }),
          }),
        ],
      }),
    async ({ agent, directory }) => {
      const lines = [
        `${directory}/a: its on-change command ended with status 7`,
        `${directory}/b: no process took HUP`,
        `${directory}/c: its on-change command ended with status 124`,
      ];
      await eventually(() => Promise.resolve(lines.every((line) => agent.output.includes(line))));
      expect(lines.filter((line) => !agent.output.includes(line))).toEqual([]);
      expect(agent.hasEnded).toBe(false);
      expect(agent.output.match(/authentication successful/g)).toHaveLength(1);
    },
  ),
);

test.concurrent("a process has its credential in its environment, as it is", () =>
  withStartedAgent(
    ({ directory }) =>
      (role) => ({
        process: AgentProcess.supervise({
          command: [
            "sh",
            "-c",
            `printf "%s" "$DB_PASSWORD" > "$0"; exec sleep 60`,
            join(directory, "password"),
          ],
          environment: [{ role, variables: { DB_PASSWORD: "password" } }],
        }),
      }),
    async (started) => {
      // Both agents wait 2 s for more before they start a process.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      await untilWritten(started, "password");
      const read = () => readFileSync(join(started.directory, "password"), "utf8");
      expect(await eventually(() => Promise.resolve(read() !== ""))).toBe(true);
      expect(read()).toBe(PASSWORD);
    },
  ),
);
