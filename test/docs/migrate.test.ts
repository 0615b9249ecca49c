import { isLoginRefused, type Login, Session } from "../../clients/postgres-session";
import { blocksOf, Reader, testPage } from "./page";

const OLD: Login = { user: "shop", password: "from the environment" };

let reader: Reader;
afterEach(() => reader?.dispose());

/** The application, as it has always been. */
async function start(): Promise<void> {
  reader = await Reader.start();
  await Session.with(reader.postgres, "postgres", reader.postgres.superuser, async (session) => {
    await session.query(`CREATE ROLE shop LOGIN PASSWORD '${OLD.password}'`);
    await session.query("CREATE ROLE reporting LOGIN");
    // Made for what starts servers here, and not the reader's.
    await session.query("ALTER ROLE rehearsal_admin NOLOGIN");
    await session.query("CREATE DATABASE shop OWNER shop");
  });
  await as(OLD, "CREATE TABLE orders (id serial PRIMARY KEY, item text)");
}

const as = (login: Login, sql: string) =>
  Session.with(reader.postgres, "shop", login, (session) => session.query(sql));

/** What the application does with whatever login it has. */
const work = (login: Login) => as(login, "INSERT INTO orders (item) VALUES ('a book') RETURNING id");

const leased = async (): Promise<Login> => {
  const { data } = await reader.vault.client.request("GET", "database/creds/shop-readwrite");
  return { user: String(data?.username), password: String(data?.password) };
};

testPage(
  "migrate.md",
  ["psql", "openssl"],
  "each step from a static password to leases works, and back, and the application goes on",
  async () => {
    await start();
    const blocks = blocksOf("migrate.md");
    for (const heading of new Set(blocks.map((block) => block.heading))) {
      const step = blocks.filter((block) => block.heading === heading);
      const forth = step.filter(({ mark }) => mark !== "back");
      const back = step.filter(({ mark }) => mark === "back");
      // What is deployed stays: only Terraform knows how to destroy it.
      const again = back.some(({ text }) => !text.startsWith("vault ")) ? forth : [];
      for (const block of [...forth, ...back, ...again]) await reader.run(block);
      const isLocked = /^[67]\./.test(heading);
      expect([heading, await isLoginRefused(reader.postgres, "shop", OLD)]).toEqual([heading, isLocked]);
      if (!isLocked) await work(OLD);
      if (/^[4-7]\./.test(heading)) await work(await leased());
    }
    const owners = await reader.run({
      language: "sql",
      text: "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'",
    });
    expect(owners).toBe("shop_owner\n");
    const reporting = await reader.run({
      language: "sql",
      text: "SELECT has_database_privilege('reporting', 'shop', 'CONNECT')",
    });
    expect(reporting).toBe("t\n");
  },
);
