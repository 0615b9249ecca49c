import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CertificateAuthority,
  makeDataDirectory,
  type Postgres,
  POSTGRES_VERSIONS,
  type PostgresVersion,
  startPostgres,
  Workspace,
} from "../../../rehearsal/servers";

let directory: string;
let cache: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "data-"));
  cache = join(directory, "cache");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Starts a server. @returns what was run for it, and what `use` returns */
async function start<Result>(
  version: PostgresVersion,
  use: (postgres: Postgres) => Result,
): Promise<{ programs: string[]; result: Result }> {
  const workspace = new Workspace();
  const run = jest.spyOn(workspace, "run");
  try {
    const authority = await CertificateAuthority.create();
    const result = use(await startPostgres(workspace, { version, authority, cache }));
    return { programs: run.mock.calls.map(([{ command }]) => command.split(/[\\/]/).at(-1) ?? ""), result };
  } finally {
    await workspace.dispose();
  }
}

const programs = async (version: PostgresVersion) => (await start(version, () => undefined)).programs;

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());

describe("a data directory", () => {
  test.each([...POSTGRES_VERSIONS])(
    "of PostgreSQL %i is initialized once, by the first of all rehearsals",
    async (version) => {
      expect(await programs(version)).toEqual(["initdb", "postgres"]);
      expect(await programs(version)).toEqual(["postgres"]);
    },
  );

  test("is kept once by two who want it at once", async () => {
    expect(await Promise.all([programs(18), programs(18)])).toEqual([
      ["initdb", "postgres"],
      ["initdb", "postgres"],
    ]);
    expect(readdirSync(cache)).toEqual([expect.stringMatching(/^postgres-[0-9a-f]{16}$/)]);
    expect(await programs(18)).toEqual(["postgres"]);
  });

  test("is kept without any password, and refuses every login", async () => {
    const { result: secrets } = await start(18, ({ superuser, admin }) => [
      superuser.password,
      admin.password,
    ]);
    await programs(18);
    const [name = ""] = readdirSync(cache);
    const hba = readFileSync(join(cache, name, "pg_hba.conf"), "utf8").split("\n");
    const rules = hba.filter((line) => /^[a-z]/.test(line)).map((line) => line.split(/\s+/).at(-1));
    expect(new Set(rules)).toEqual(new Set(["reject"]));
    const texts = filesIn(join(cache, name)).map((path) => readFileSync(path, "latin1"));
    expect(texts.length).toBeGreaterThan(500);
    for (const secret of [...secrets, "SCRAM-SHA-256$"])
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  });

  test("is initialized for each rehearsal where the cache can't be written", async () => {
    writeFileSync(cache, "a file");
    for (let rehearsal = 1; rehearsal <= 2; rehearsal++)
      expect(await programs(18)).toEqual(["initdb", "postgres"]);
  });

  test("is initialized again when a part of the one that is kept is missing", async () => {
    await programs(18);
    const [name = ""] = readdirSync(cache);
    writeFileSync(join(cache, name, "global", "pg_control"), "");
    expect(await programs(18)).toEqual(["postgres", "initdb", "postgres"]);
    expect(await programs(18)).toEqual(["postgres"]);
    expect(readdirSync(cache)).toEqual([name]);
  });

  test("is initialized again when the binaries are others", async () => {
    const binaries = join(directory, "binaries");
    mkdirSync(join(binaries, "bin"), { recursive: true });
    for (const name of ["initdb", "postgres"]) writeFileSync(join(binaries, "bin", name), "18.4");
    let made = 0;
    const make = async () => {
      const path = join(directory, "data");
      rmSync(path, { recursive: true, force: true });
      const initdb = async () => {
        made++;
        mkdirSync(path);
      };
      await makeDataDirectory({ path, binaries, cache, initdb, prepare: async () => undefined });
      return made;
    };
    expect([await make(), await make()]).toEqual([1, 1]);
    writeFileSync(join(binaries, "bin", "postgres"), "18.5");
    expect([await make(), await make()]).toEqual([2, 2]);
    cpSync(join(binaries, "bin", "postgres"), join(binaries, "bin", "initdb"));
    expect([await make(), await make()]).toEqual([3, 3]);
  });
});
