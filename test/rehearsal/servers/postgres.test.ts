import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { once } from "node:events";
import { Client, type ClientConfig } from "pg";
import {
  cacheDirectory,
  CertificateAuthority,
  freePort,
  type Postgres,
  POSTGRES_VERSIONS,
  type PostgresVersion,
  startPostgres,
  usableBinaries,
  Workspace,
} from "../../../rehearsal/servers";
import { postgresBinaries } from "../../../rehearsal/servers/postgres-binaries";
import { leftovers, sharedMemoryIds } from "./leftovers";

async function query(config: ClientConfig, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ host: "127.0.0.1", database: "postgres", ...config });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const asSuperuser = ({ port, superuser }: Postgres) => ({ port, ...superuser });

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await CertificateAuthority.create();
});
const propsOf = (version: PostgresVersion) => ({ version, authority, cache: cacheDirectory(process.env) });

test.each([...POSTGRES_VERSIONS])("PostgreSQL %i starts and leaves nothing", async (version) => {
  const workspace = new Workspace();
  const postgres = await startPostgres(workspace, propsOf(version));
  expect(postgres.version).toMatch(new RegExp(`^${version}\\.\\d+$`));
  const [{ data_directory: data = "" } = {}] = await query(asSuperuser(postgres), "SHOW data_directory");
  const [, segment = ""] = /^ *\d+ +(\d+)$/m.exec(readFileSync(`${data}/postmaster.pid`, "utf8")) ?? [];
  expect(sharedMemoryIds()).toContain(segment);
  await workspace.dispose();
  expect(await leftovers(workspace.directory)).toEqual([]);
  expect(sharedMemoryIds()).not.toContain(segment);
});

describe("a PostgreSQL server", () => {
  let workspace: Workspace;
  let postgres: Postgres;
  beforeAll(async () => {
    workspace = new Workspace();
    postgres = await startPostgres(workspace, propsOf(18));
  });
  afterAll(() => workspace.dispose());

  test("has an administrator who creates roles and databases, and is no superuser and a member of nothing", async () => {
    const rows = await query(
      { port: postgres.port, ...postgres.admin },
      `SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
        (SELECT count(*)::int FROM pg_auth_members WHERE member = oid) AS memberships
        FROM pg_roles WHERE rolname = current_user`,
    );
    const no = { rolsuper: false, rolreplication: false, rolbypassrls: false, memberships: 0 };
    expect(rows).toEqual([{ ...no, rolcreaterole: true, rolcreatedb: true }]);
  });

  test("refuses a wrong password, and keeps passwords by SCRAM", async () => {
    const wrong = query({ ...asSuperuser(postgres), password: "wrong" }, "SELECT 1");
    await expect(wrong).rejects.toThrow('password authentication failed for user "postgres"');
    const hashes = await query(
      asSuperuser(postgres),
      "SELECT left(rolpassword, 13) AS kind FROM pg_authid WHERE rolcanlogin",
    );
    expect(hashes).toEqual([{ kind: "SCRAM-SHA-256" }, { kind: "SCRAM-SHA-256" }]);
  });

  test("listens on loopback only, by TCP only", async () => {
    const settings = await query(
      asSuperuser(postgres),
      "SELECT current_setting('listen_addresses') AS tcp, current_setting('unix_socket_directories') AS unix",
    );
    expect(settings).toEqual([{ tcp: "127.0.0.1", unix: "" }]);
  });

  test("is verified over TLS by its CA, for localhost and 127.0.0.1", async () => {
    for (const host of ["localhost", "127.0.0.1"]) {
      const config = { ...asSuperuser(postgres), host, ssl: { ca: authority.pem } };
      expect(await query(config, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).toEqual([
        { ssl: true },
      ]);
    }
  });

  test("is refused over TLS by who doesn't have its CA", async () => {
    const [none, another] = [{}, { ca: (await CertificateAuthority.create()).pem }];
    for (const ssl of [none, another]) {
      await expect(query({ ...asSuperuser(postgres), ssl }, "SELECT 1")).rejects.toThrow(/certificate/);
    }
  });

  test("has no file with a password, and its passwords are redacted from every message", () => {
    const home = readdirSync(workspace.directory).find((name) => name.startsWith("postgres-")) ?? "";
    expect(readdirSync(join(workspace.directory, home)).sort()).toEqual([
      "ca.crt",
      "data",
      "server.crt",
      "server.key",
    ]);
    const { superuser, admin } = postgres;
    expect(workspace.redact(`${superuser.password} ${admin.password}`)).toBe("… …");
  });
});

test("two PostgreSQL servers of different versions run in one workspace", async () => {
  const workspace = new Workspace();
  const servers = await Promise.all([
    startPostgres(workspace, propsOf(15)),
    startPostgres(workspace, propsOf(16)),
  ]);
  expect(servers.map(({ version }) => version.split(".")[0])).toEqual(["15", "16"]);
  await workspace.dispose();
});

describe("PostgreSQL's port", () => {
  // It accepts and never answers.
  const taken = createServer();
  let port: number;
  beforeAll(async () => {
    await once(taken.listen(0, "127.0.0.1"), "listening");
    ({ port } = taken.address() as { port: number });
  });
  afterAll(() => taken.close());

  test("is another one when somebody took it in between", async () => {
    const workspace = new Workspace();
    const ports = [port, await freePort()];
    const postgres = await startPostgres(workspace, {
      ...propsOf(18),
      choosePort: async () => ports.shift() as number,
    });
    expect(postgres.port).not.toBe(port);
    expect(ports).toEqual([]);
    await workspace.dispose();
  });

  test("makes it fail when every one is taken", async () => {
    const workspace = new Workspace();
    const starting = startPostgres(workspace, { ...propsOf(18), choosePort: async () => port });
    await expect(starting).rejects.toMatchObject({
      problem: "PostgreSQL 18 is gone: it ended with status 1.",
      advice: expect.stringContaining("could not create any TCP/IP sockets"),
    });
    await workspace.dispose();
  });
});

test("a PostgreSQL server that dies fails the rehearsal", async () => {
  const workspace = new Workspace();
  const postgres = await startPostgres(workspace, propsOf(18));
  const [{ data_directory: data = "" } = {}] = await query(asSuperuser(postgres), "SHOW data_directory");
  const [pid = ""] = readFileSync(`${data}/postmaster.pid`, "utf8").split("\n");
  process.kill(Number(pid), "SIGTERM");
  await expect(workspace.failure).rejects.toMatchObject({
    problem: "PostgreSQL 18 is gone: it ended with status 0.",
  });
  await workspace.dispose();
});

describe("PostgreSQL's binaries", () => {
  const directory = mkdtempSync(join(tmpdir(), "binaries-"));
  const original = postgresBinaries(18, directory, false);
  const native = join(directory, "private", "native");
  beforeAll(() => {
    mkdirSync(dirname(native), { mode: 0o700 });
    const isLink = (path: string) => lstatSync(path).isSymbolicLink();
    // As npm unpacks them: without symbolic links.
    cpSync(original, native, { recursive: true, filter: (path) => !isLink(path) });
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const links = JSON.parse(readFileSync(join(original, "pg-symlinks.json"), "utf8")) as { target: string }[];
  const hasLinks = (home: string) => links.every(({ target }) => existsSync(join(home, "..", target)));

  test("are copied when the user who runs them can't get to them", () => {
    const copy = join(directory, "copy", "native");
    expect(usableBinaries(native, copy, true)).toBe(copy);
    expect(hasLinks(copy)).toBe(true);
    expect(hasLinks(native)).toBe(false);
    // A second server of the rehearsal runs the same copy.
    expect(usableBinaries(native, copy, true)).toBe(copy);
  });

  test("get the symbolic links that npm can't hold, where they are", () => {
    chmodSync(dirname(native), 0o755);
    expect(usableBinaries(native, join(directory, "unused"), false)).toBe(native);
    expect(hasLinks(native)).toBe(true);
    expect(existsSync(join(directory, "unused"))).toBe(false);
  });
});
