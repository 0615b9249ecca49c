import { isLoginRefused, type Login, Session } from "../../clients/postgres-session";
import { type DatabaseDescription, Privileges } from "../../constructs";
import {
  importedDatabaseScript,
  importedDatabaseUndoScript,
} from "../../constructs/postgres/statements/imported-database-script";
import { inventoryOf } from "../../contract/postgres/inventory";
import { cacheDirectory, type Postgres, Workspace } from "../../rehearsal/servers";
import { CertificateAuthority } from "../../rehearsal/servers/certificate-authority";
import { startPostgres } from "../../rehearsal/servers/postgres";
import { statementsOf } from "../../rehearsal/surroundings/dba-scripts";

const PASSWORD = "not a secret";
const DATABASE: DatabaseDescription = {
  kind: "postgresql",
  server: "postgres:5432",
  name: "legacy",
  imported: true,
  script: "legacy.dba.sql",
  undoScript: "legacy.dba.undo.sql",
  owner: "legacy_owner",
  account: "vault_legacy",
  issuer: "vault_legacy_issuer",
  publicRole: "legacy_public",
  keepsAccess: [],
  losesAccess: [],
  schemas: ["public", "sales"],
  groups: [Privileges.readOnly(), Privileges.readWrite()].map((set) => ({
    role: `legacy_${set.name}`,
    privileges: set.describe(["public", "sales"]),
  })),
};
const LOGINS = [{ userName: "pgbouncer", group: "legacy_read_write", actsAsGroup: true }];

type Lists = Pick<DatabaseDescription, "keepsAccess" | "losesAccess">;
const LISTS: Lists = { keepsAccess: ["shop_app"], losesAccess: ["old_app", "rehearsal_admin", "stranger"] };

const script = (lists: Lists) => importedDatabaseScript({ ...DATABASE, ...lists }, LOGINS, []);
const undo = () => importedDatabaseUndoScript({ ...DATABASE, ...LISTS }, LOGINS);

/** Who runs the scripts, and who made the owner and the database before. */
const DBAS: Record<string, { readonly user?: string; readonly before: readonly string[] }> = {
  "a superuser": { before: ["CREATE ROLE legacy_owner", "CREATE DATABASE legacy"] },
  "a member of the owner": {
    user: "shop_dba",
    before: [
      "CREATE ROLE legacy_owner",
      "CREATE DATABASE legacy OWNER legacy_owner",
      "GRANT legacy_owner TO shop_dba WITH ADMIN OPTION",
    ],
  },
  "a managed service's administrator": {
    user: "rehearsal_admin",
    before: ["SET ROLE rehearsal_admin", "CREATE ROLE legacy_owner", "CREATE DATABASE legacy"],
  },
};

/** What has been there for years. */
const HISTORY = [
  "GRANT CREATE ON SCHEMA public TO legacy_owner",
  "SET ROLE legacy_owner",
  "CREATE TABLE customer (id serial PRIMARY KEY, name text)",
  "GRANT SELECT ON customer TO PUBLIC",
  "GRANT SELECT, INSERT ON customer TO shop_app",
  "GRANT USAGE ON SEQUENCE customer_id_seq TO shop_app",
  "CREATE FUNCTION discount(of int, VARIADIC codes text[] DEFAULT '{}') RETURNS int LANGUAGE sql AS 'SELECT 1'",
  "CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int)",
  "CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1'",
  "CREATE PROCEDURE purge() LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM customer'",
  "REVOKE ALL ON PROCEDURE purge() FROM PUBLIC",
];

const ROLES = `vault_legacy vault_legacy_issuer legacy_public legacy_read_only legacy_read_write pgbouncer
  second v_leased legacy_owner`.split(/\s+/);

describe.each([15, 16, 17, 18] as const)("on PostgreSQL %i, the DBA's script", (version) => {
  const workspace = new Workspace();
  let postgres: Postgres;

  beforeAll(async () => {
    const authority = await CertificateAuthority.create();
    postgres = await startPostgres(workspace, { version, authority, cache: cacheDirectory(process.env) });
    await asSuperuser(
      "postgres",
      ...["shop_app", "old_app", "stranger"].map(
        (name) => `CREATE ROLE ${name} LOGIN PASSWORD '${PASSWORD}'`,
      ),
      `CREATE ROLE shop_dba LOGIN CREATEROLE PASSWORD '${PASSWORD}'`,
    );
  }, 60_000);
  afterAll(() => workspace.dispose());

  const loginOf = (user?: string): Login => {
    if (user === undefined) return postgres.superuser;
    return user === postgres.admin.user ? postgres.admin : { user, password: PASSWORD };
  };
  const as = async (login: Login, database: string, ...statements: string[]): Promise<void> =>
    Session.with(postgres, database, login, async (session) => {
      for (const statement of statements) await session.query(statement);
    });
  const asSuperuser = (database: string, ...statements: string[]) =>
    as(postgres.superuser, database, ...statements);
  const run = (user: string | undefined, text: string) => as(loginOf(user), "legacy", statementsOf(text));
  const stopped = (user: string | undefined, text: string): Promise<string> =>
    run(user, text).then(
      () => "it ran",
      (error: Error) => error.message,
    );

  /** Everything on the server and in the database, with every privilege. */
  const inventory = () =>
    Session.with(postgres, "legacy", postgres.superuser, async (session) => {
      const lines = [...(await inventoryOf(session, true)), ...(await inventoryOf(session, false))];
      // PostgreSQL makes one for the first temporary table of a session.
      return lines.filter((line) => !/^schema pg_(toast_)?temp_/.test(line));
    });

  const makeHistory = async ({ before }: { readonly before: readonly string[] }, ...more: string[]) => {
    await asSuperuser("postgres", ...before);
    await asSuperuser("legacy", ...HISTORY, "RESET ROLE", ...more);
  };

  afterEach(async () => {
    await asSuperuser("postgres", "DROP DATABASE IF EXISTS legacy WITH (FORCE)");
    for (const role of ROLES)
      await asSuperuser("postgres", `DROP OWNED BY ${role}`, `DROP ROLE ${role}`).catch(() => undefined);
  });

  describe.each(Object.entries(DBAS))("run by %s", (_, dba) => {
    const loses = (login: string, what: string) =>
      `- login ${login} would lose ${what}: name it in keepsAccess of the database, or in losesAccess`;

    test("stops whole where an application would be cut off, then lets it go on, and is undone", async () => {
      await makeHistory(dba);
      const before = await inventory();
      const lists = { keepsAccess: [], losesAccess: ["rehearsal_admin", "stranger", "shop_dba"] };
      expect(await stopped(dba.user, script(lists))).toBe(
        [
          "nothing was changed:",
          loses("old_app", "CONNECT on database, EXECUTE on routine, SELECT on table, TEMPORARY on database"),
          loses("shop_app", "CONNECT on database, EXECUTE on routine, TEMPORARY on database"),
        ].join("\n"),
      );
      expect(await inventory()).toEqual(before);

      const all = { ...LISTS, losesAccess: [...(LISTS.losesAccess ?? []), "shop_dba"] };
      await run(dba.user, script(all));
      const after = await inventory();
      expect(after).not.toEqual(before);
      await as(
        loginOf("shop_app"),
        "legacy",
        "INSERT INTO customer (name) VALUES ('a')",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SELECT discount(1), total(2)",
        "CALL tidy()",
      );
      await expect(as(loginOf("shop_app"), "legacy", "CALL purge()")).rejects.toThrow("permission denied");
      expect(await isLoginRefused(postgres, "legacy", loginOf("old_app"))).toBe(true);

      await run(dba.user, script(all));
      expect(await inventory()).toEqual(after);

      await run(dba.user, undo());
      expect(await inventory()).toEqual(before);
    });

    test("takes roles that are there, whatever they lack, and leaves them when it is undone", async () => {
      await makeHistory(dba);
      await as(
        loginOf(dba.user),
        "legacy",
        "CREATE ROLE vault_legacy NOLOGIN",
        "CREATE ROLE vault_legacy_issuer",
        "CREATE ROLE pgbouncer NOLOGIN",
      );
      const all = { ...LISTS, losesAccess: [...(LISTS.losesAccess ?? []), "shop_dba"] };
      await run(dba.user, script(all));
      expect(await inventory()).toEqual(
        expect.arrayContaining([
          "role vault_legacy LOGIN",
          "role vault_legacy_issuer CREATEROLE",
          "member vault_legacy of vault_legacy_issuer",
          "member vault_legacy_issuer of legacy_owner ADMIN",
          "role pgbouncer LOGIN",
          "member pgbouncer of legacy_read_write",
        ]),
      );
      await run(dba.user, undo());
      const left = await inventory();
      expect(left).toEqual(expect.arrayContaining(["role vault_legacy LOGIN", "role pgbouncer LOGIN"]));
      expect(left.filter((line) => /legacy_(public|read)|to vault_legacy/.test(line))).toEqual([]);
    });

    test("is not undone while a lease is out", async () => {
      await makeHistory(dba);
      await run(dba.user, script({ ...LISTS, losesAccess: [...(LISTS.losesAccess ?? []), "shop_dba"] }));
      await asSuperuser(
        "legacy",
        "CREATE ROLE v_leased LOGIN VALID UNTIL '2100-01-01' IN ROLE legacy_read_only",
      );
      const leased = await inventory();
      expect(await stopped(dba.user, undo())).toBe(
        "nothing was changed:\n- role v_leased is leased: vault lease revoke -prefix -sync <mount>/creds",
      );
      expect(await inventory()).toEqual(leased);
    });
  });

  test("run by somebody who may not changes nothing, and says all that is missing", async () => {
    await makeHistory(
      DBAS["a member of the owner"]!,
      "CREATE ROLE second",
      "CREATE TABLE bill (id int)",
      "ALTER TABLE bill OWNER TO second",
    );
    const before = await inventory();
    const lists = { ...LISTS, losesAccess: ["old_app", "rehearsal_admin"] };
    const objects = "database legacy, role legacy_owner, routine public.discount(integer,text[])";
    expect(await stopped("stranger", script(lists))).toBe(
      [
        "nothing was changed:",
        "- role stranger may not make roles: run this as a superuser or as a role with CREATEROLE",
        `- role stranger can't act as legacy_owner, whose are ${objects} and 6 more: run this as a superuser, or GRANT legacy_owner TO stranger`,
        "- role stranger can't act as second, whose are table public.bill: run this as a superuser, or GRANT second TO stranger",
        "- login stranger would lose CONNECT on database, EXECUTE on routine, SELECT on table, TEMPORARY on database, and is connected now: name it in keepsAccess of the database, or in losesAccess",
      ].join("\n"),
    );
    expect(await inventory()).toEqual(before);
  });

  test("run in another database changes nothing", async () => {
    await makeHistory(DBAS["a superuser"]!);
    const before = await inventory();
    await expect(as(postgres.superuser, "postgres", statementsOf(script(LISTS)))).rejects.toThrow(
      "nothing was changed: this is database postgres, and the script is for legacy",
    );
    expect(await inventory()).toEqual(before);
  });

  test("stops for roles that can do more than they should, and for those that are not there", async () => {
    await makeHistory(
      DBAS["a superuser"]!,
      "CREATE ROLE vault_legacy LOGIN SUPERUSER CREATEDB",
      "CREATE ROLE legacy_read_only LOGIN",
    );
    const keepsAccess = ["shop_app", "shop_ap"];
    expect(await stopped(undefined, script({ ...LISTS, keepsAccess }))).toBe(
      [
        "nothing was changed:",
        "- role vault_legacy, the account, is SUPERUSER and CREATEDB: ALTER ROLE vault_legacy NOSUPERUSER NOCREATEDB",
        "- role legacy_read_only, the group, is LOGIN: ALTER ROLE legacy_read_only NOLOGIN",
        "- there is no role shop_ap, which keepsAccess names: take it out, or correct it",
        "- login legacy_read_only would lose EXECUTE on routine, SELECT on table, TEMPORARY on database: name it in keepsAccess of the database, or in losesAccess",
        "- login shop_dba would lose CONNECT on database, EXECUTE on routine, SELECT on table, TEMPORARY on database: name it in keepsAccess of the database, or in losesAccess",
      ].join("\n"),
    );
  });

  test("stops for who kept its access before and is in no list any more", async () => {
    await makeHistory(DBAS["a superuser"]!);
    const losesAccess = ["old_app", "rehearsal_admin", "stranger", "shop_dba"];
    await run(undefined, script({ keepsAccess: ["shop_app"], losesAccess }));
    expect(await stopped(undefined, script({ keepsAccess: [], losesAccess }))).toBe(
      "nothing was changed:\n- login shop_app would lose what it kept when the script was run before: name it in keepsAccess of the database, or in losesAccess",
    );
    await run(undefined, script({ keepsAccess: [], losesAccess: [...losesAccess, "shop_app"] }));
    expect(await isLoginRefused(postgres, "legacy", loginOf("shop_app"))).toBe(true);
  });

  test("lets an application go on that does not inherit, where the server can", async () => {
    await makeHistory(DBAS["a superuser"]!, "ALTER ROLE shop_app NOINHERIT");
    const lists = { ...LISTS, losesAccess: [...(LISTS.losesAccess ?? []), "shop_dba"] };
    const said = await stopped(undefined, script(lists));
    const goesOn = !(await isLoginRefused(postgres, "legacy", loginOf("shop_app")));
    await asSuperuser("postgres", "ALTER ROLE shop_app INHERIT");
    expect(goesOn).toBe(true);
    expect(said.split("\n")[1]).toBe(
      version === 15
        ? "- role shop_app, which keepsAccess names, doesn't inherit what it is a member of: ALTER ROLE shop_app INHERIT"
        : undefined,
    );
  });

  test("leaves alone what an extension brought", async () => {
    await makeHistory(DBAS["a managed service's administrator"]!, "CREATE EXTENSION citext");
    await run(
      "rehearsal_admin",
      script({ ...LISTS, losesAccess: [...(LISTS.losesAccess ?? []), "shop_dba"] }),
    );
    const granted = (await inventory()).filter((line) => line.includes("citext"));
    expect(granted.filter((line) => / to /.test(line))).toEqual([]);
  });
});
