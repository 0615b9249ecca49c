import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { edited } from "../review/access/edited";
import { synthesizeEnvironment } from "../synthesize";
import { synthesizeFragment } from "./fragment";
import { type Block, blocksOf, follows, Reader, runnableIn, testPage } from "./page";

/** What comes before and after a part of an app, which describes a database of a DBA. */
const APP = [
  `import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { DatabaseSecretsEngine, PostgresDatabase, PostgresTls, Privileges, RootCredential } from "cdktf-vault-database";
const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, "shop");
new VaultProvider(stack, "vault", {});
new PostgresqlProvider(stack, "postgresql", {});
`,
  `new DatabaseSecretsEngine(stack, "database")
  .addPostgresConnection("legacy", {
    database: legacy,
    endpoint: { host: "postgres.internal" },
    tls: PostgresTls.verifyFull(),
    rootCredential: RootCredential.fromVariable(new TerraformVariable(stack, "first", { type: "string" })),
  })
  .addRole("reports", { privileges: Privileges.readOnly() });
`,
];

let reader: Reader;
afterEach(() => reader?.dispose());

/** Synthesizes each part of an app that a page has. */
function synthesizeParts(page: string): void {
  for (const block of runnableIn(blocksOf(page)).filter(({ language }) => language === "ts")) {
    synthesizeFragment(block);
    follows(block);
  }
}

/** Runs each statement of a page. @param before what is there */
async function runStatements(page: string, before: string, here = (sql: string) => sql): Promise<void> {
  reader = await Reader.start();
  reader.database = "postgres";
  await reader.run({ language: "sql", text: before });
  for (const { language, text } of blocksOf(page).filter((block) => block.language === "sql")) {
    await reader.run({ language, text: here(text) });
    follows({ text });
  }
}

testPage("guardrails.md", [], "exceptions and a rule of one's own fit into a stack", async () => {
  synthesizeParts("guardrails.md");
});

testPage("../examples/gitlab/README.md", [], "its auth method fits into a stack", async () => {
  synthesizeParts("../examples/gitlab/README.md");
});

testPage(
  "postgres/schemas.md",
  ["psql"],
  "schemas, owners and extensions are made as described",
  async () => {
    synthesizeParts("postgres/schemas.md");
    await runStatements(
      "postgres/schemas.md",
      "CREATE SCHEMA ext; CREATE ROLE appdb_owner; CREATE ROLE appdb_read_only",
    );
  },
);

testPage(
  "postgres/sql-model.md",
  ["psql"],
  "a lease is made by the statement that the page shows",
  async () => {
    await runStatements("postgres/sql-model.md", "CREATE ROLE appdb_read_only", (sql) =>
      sql
        .replace("{{name}}", "v-app-readonly-1")
        .replace("{{password}}", "of this test")
        .replace("{{expiration}}", "2099-01-01"),
    );
  },
);

testPage("postgres/existing-database.md", ["psql"], "a DBA runs the script of a stack", async () => {
  reader = await Reader.start();
  reader.database = "postgres";
  const setUp = `CREATE ROLE legacy_owner; CREATE ROLE shop_app LOGIN; CREATE ROLE old_app LOGIN;
    CREATE ROLE vault_legacy LOGIN; ALTER ROLE rehearsal_admin NOLOGIN; CREATE DATABASE legacy`;
  for (const text of setUp.split(";")) await reader.run({ language: "sql", text });
  for (const block of blocksOf("postgres/existing-database.md")) {
    const { language, text } = block;
    if (language === "ts") await reader.run({ language, text: APP.join(text) });
    if (language === "sh") await reader.run({ language, text: `cd cdktf.out/stacks/shop; ${text}` });
    follows(block);
  }
});

testPage("gates.md", [], "rules that always hold are asked, and somebody gains access", async () => {
  reader = await Reader.start();
  const [diff, rules] = blocksOf("gates.md") as [Block, Block];
  // Everybody and everything that the page's rules name.
  const { access } = synthesizeEnvironment("dev");
  const [appdb] = access.databases;
  const elsewhere = { server: "postgresql.eu", name: "shop-prod", schemas: ["My.Schema"], groups: [] };
  const after = edited(
    { "workloads.-": { ...access.workloads[0], name: "dba" }, "databases.-": { ...appdb, ...elsewhere } },
    access,
  );
  const before = edited({ "roles.0.maxTtl": 3_600 }, after);
  for (const folder of ["before", "cdktf.out/stacks/dev"])
    mkdirSync(reader.path(folder), { recursive: true });
  reader.write("before/access.json", JSON.stringify(before));
  reader.write("cdktf.out/stacks/dev/access.json", JSON.stringify(after));
  reader.write("never.txt", rules.text);
  await expect(reader.run(diff)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining("Breaks the rule `nobody may read appdb.public.person.ssn`"),
  });
});

const APP_FILE = readFileSync(join(__dirname, "../../examples/app.ts"), "utf8");

testPage("../README.md", [], "the app that it shows is rehearsed as it is printed", async () => {
  reader = await Reader.start();
  const [quickstart, app, rehearse] = blocksOf("../README.md") as [Block, Block, Block];
  // cli/output.test.ts holds what it shows against what it prints.
  follows(quickstart, app);
  expect(app.text).toBe(APP_FILE);
  reader.write("app.ts", app.text);
  expect(await reader.run(rehearse)).toMatch(/^\d+ checks passed in /m);
});

testPage("../examples/README.md", [], "the example is synthesized and rehearsed", async () => {
  reader = await Reader.start();
  reader.write("app.ts", APP_FILE);
  const [, commands] = blocksOf("../examples/README.md") as [Block, Block];
  expect(await reader.run(commands)).toMatch(/^\d+ checks passed in /m);
});

testPage(
  "postgres/managed-services.md",
  [],
  "a stack of a service is rehearsed as its administrator",
  async () => {
    reader = await Reader.start();
    for (const block of runnableIn(blocksOf("postgres/managed-services.md"))) {
      const printed = await reader.run(block);
      if (block.language === "sh") expect(printed).toMatch(/^\d+ checks passed in /m);
    }
  },
);
