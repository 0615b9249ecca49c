import { planOf } from "../review/plan-of";
import { Clone } from "./clone";
import { synthesizeFragment } from "./fragment";
import { type Block, blocksOf, follows, Reader, testPage } from "./page";

/** What somebody changes before they look at what that does. */
const CHANGE = [
  "environments/access.ts",
  "maxTtl: Duration.hours(1)",
  "maxTtl: Duration.minutes(45)",
] as const;

/** An app whose server is made by another provider. */
const OF_A_CLOUD = `
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformDataSource, TerraformStack } from "cdktf";
import * as vdb from "cdktf-vault-database";
const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, "dev");
new VaultProvider(stack, "vault", {});
new PostgresqlProvider(stack, "postgresql", {});
const main = new TerraformDataSource(stack, "main", { terraformResourceType: "aws_db_instance" });
new vdb.DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
  database: new vdb.PostgresDatabase(stack, "appdb-db", { databaseName: "appdb" }),
  endpoint: { host: main.getStringAttribute("address") },
  tls: vdb.PostgresTls.verifyFull(),
  rootCredential: vdb.RootCredential.generated(),
}).addRole("reports", { privileges: vdb.Privileges.readOnly() });
app.synth();
`;

let reader: Reader;
let clone: Clone;
afterEach(async () => {
  await clone?.close();
  await reader?.dispose();
});

async function start(): Promise<void> {
  reader = await Reader.start();
  clone = await Clone.make(reader);
}

/** Does what a block says, which ends with a status of its own. @returns what it printed */
async function endsWith(status: number, block: Block): Promise<string> {
  try {
    return await reader.run(block);
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    if (code !== status) throw error;
    return `${stdout}${stderr}`;
  }
}

testPage("changes.md", [], "a change is rehearsed, and drained where it is deployed", async () => {
  await start();
  await clone.deploy();
  clone.edit(...CHANGE);
  const [rehearse, drain, keep] = blocksOf("changes.md") as [Block, Block, Block];
  expect(await reader.run(rehearse)).toMatch(/^\d+ checks passed in /m);
  expect(await reader.run(drain)).toMatch(/no lease|nothing/i);
  synthesizeFragment(keep);
  follows(keep);
});

testPage("review.md", [], "a plan is reviewed, between the stack as it was and as it is", async () => {
  await start();
  const was = clone.stack;
  clone.edit(...CHANGE);
  await reader.run({
    language: "sh",
    text: "git worktree add ../before main; (cd ../before; npm run synth); npm run synth",
  });
  reader.write("plan.of.terraform", JSON.stringify(planOf(was, clone.stack)));
  // Its own part of it: a file, and what it says of it.
  reader.addProgram("terraform", "case $1 in plan) : > plan ;; show) cat plan.of.terraform ;; esac");
  const [review] = blocksOf("review.md") as [Block];
  expect(await endsWith(1, review)).toContain("database/creds/app-migrator");
});

testPage("rehearsal.md", [], "a schema is loaded, and what only Terraform knows is asked for", async () => {
  await start();
  reader.addProgram(
    "pg_dump",
    "echo 'CREATE TABLE public.orders (id integer NOT NULL, item text);' > schema.sql",
  );
  const [onSchema, withValue] = blocksOf("rehearsal.md") as [Block, Block];
  expect(await reader.run(onSchema)).toMatch(/^\d+ checks passed in /m);

  reader.write("main.ts", OF_A_CLOUD);
  const [ask = "", ...others] = withValue.text.split(/^(?=\$ )/m);
  const [, ...answer] = ask.split("\n");
  expect(await endsWith(2, { ...withValue, text: ask })).toContain(answer.join("\n"));
  for (const text of others)
    expect(await reader.run({ ...withValue, text })).toMatch(/^\d+ checks passed in /m);
  follows(withValue);
});
