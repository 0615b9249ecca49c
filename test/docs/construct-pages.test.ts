import { readdirSync } from "node:fs";
import { join } from "node:path";
import { JwtKeys } from "../../rehearsal/servers/jwt-keys";
import { synthesizeFragment } from "./fragment";
import { type Block, blocksOf, follows, Reader, testPage } from "./page";

const CONNECTION_PAGE = "postgres/postgres-connection.md";
/** A password in place of the one that a page leaves out. */
const PASSWORD = "not known to the page";
/** What sets of examples name. */
const TABLES = "CREATE TABLE tickets (id serial); CREATE TABLE customers (id int, name text);";
/** Logins that a page's SQL doesn't make. */
const LOGINS: Readonly<Record<string, string>> = {
  [CONNECTION_PAGE]: "CREATE ROLE vault_appdb LOGIN;",
  "static-role-pair.md":
    "CREATE ROLE web_blue LOGIN; CREATE ROLE web_green LOGIN; CREATE ROLE vault_appdb LOGIN CREATEROLE;" +
    "GRANT web_blue, web_green TO vault_appdb WITH ADMIN OPTION;",
};
/** What is made by another page: the owner, and the auth method of a cluster. */
const BEFORE: Readonly<Record<string, Pick<Block, "language" | "text">>> = {
  "postgres/break-glass-access.md": { language: "sql", text: "CREATE ROLE app_owner;" },
  "kubernetes/vault-secrets-operator.md": { language: "sh", text: "vault auth enable kubernetes" },
};

let reader: Reader;
afterEach(() => reader?.dispose());

const pages = readdirSync(join(__dirname, "../../docs/generator/pages"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.replace(/\.ts$/, ".md"))
  .sort();

const ofLanguage = (page: string, language: string) =>
  blocksOf(page).filter((block) => block.language === language);

/** What a page says, as it is here: the servers, what only Vault has, and files on another host. */
async function here(text: string): Promise<string> {
  const { host, port } = reader.postgres;
  const issuer = reader.write("issuer.pem", (await JwtKeys.create("RS256")).pem);
  const ca = reader.path(".postgresql/root.crt");
  const adapted = text
    .replaceAll("password='…'", `password="${PASSWORD}"`)
    .replaceAll("PASSWORD '…'", `PASSWORD '${PASSWORD}'`)
    .replaceAll("@postgres.internal:5432", `@${host}:${port}`)
    .replaceAll("/var/log/vault", reader.directory)
    // Where nothing takes what syslog gets, Vault enables no such device.
    .replace(/^vault audit enable -path=syslog.*$/m, "")
    // Nobody signs tokens here as GitHub does, and Vault is in no pod.
    .replace(/oidc_discovery_url=\S+/, `jwt_validation_pubkeys=@${issuer}`)
    .replace("kubernetes_host=", `kubernetes_ca_cert=@${ca} kubernetes_host=`);
  if (reader.vault.product === "Vault") return adapted;
  // OpenBao has no schedules.
  return adapted
    .replace(/rotation_schedule='[^']*'/, "rotation_period=86400")
    .replace(/.*rotation_window=.*\n/, "");
}

/** A database's SQL goes on in it once it is made. */
const inDatabase = (sql: string) =>
  sql.replace(/^CREATE DATABASE (\w+);$/m, (statement, name) => `${statement}\n\\connect ${name}\n${TABLES}`);

async function runAll(page: string, language: string): Promise<void> {
  for (const block of ofLanguage(page, language)) {
    const { text } = block;
    if (isFile(block)) continue;
    await reader.run({ language, text: inDatabase(await here(text)) });
    follows({ text });
  }
}

/** Vault's connection to appdb, as the page on connections has it, by an account that somebody made. */
async function connect(page: string): Promise<void> {
  await runAll("database-secrets-engine.md", "sh");
  if (page in LOGINS) await reader.run({ language: "sql", text: `CREATE DATABASE appdb; ${LOGINS[page]}` });
  else await runAll(page, "sql");
  await reader.run({ language: "sql", text: `ALTER ROLE vault_appdb PASSWORD '${PASSWORD}'` });
  if (page === CONNECTION_PAGE) return;
  const [configure = ""] = ofLanguage(CONNECTION_PAGE, "sh").map(({ text }) => text.split("\n\n")[0]);
  const withRoles = (await here(configure)).replace("allowed_roles= ", "allowed_roles='*' ");
  await reader.run({ language: "sh", text: withRoles });
}

const usesConnection = (page: string) =>
  ofLanguage(page, "sh").some(({ text }) => /database\/(config|roles|static-roles)\//.test(text));

/** Statements of a role in a file of their own: SQL that Vault runs, and no psql. */
const isFile = ({ file }: Block) => file !== undefined;

async function followPage(page: string): Promise<void> {
  reader = await Reader.start();
  reader.database = "postgres";
  // What is applied to a cluster has to be there; test/constructs/kubernetes holds it to the cluster's own schemas.
  for (const program of ["kubectl", "helm"])
    reader.addProgram(program, 'while [ $# -gt 1 ]; do shift; done; test -s "$1"');
  for (const block of blocksOf(page)) {
    if (isFile(block)) reader.write(block.file!, block.text);
    // What an example synthesizes is on the page: pages.test.ts.
    if (block.language === "ts" && block.heading !== "Example") synthesizeFragment(block);
    if (isFile(block) || block.language === "ts") follows(block);
  }
  if (page in BEFORE) await reader.run(BEFORE[page]!);
  if (usesConnection(page)) await connect(page);
  else await runAll(page, "sql");
  if (page !== "agent.md") return runAll(page, "sh");
  // It has taken its configuration. With a role ID, consume.test.ts runs some.
  await expect(runAll(page, "sh")).rejects.toThrow("no known role ID");
  follows(...ofLanguage(page, "sh"));
}

for (const page of pages)
  testPage(page, ["psql"], `${page}: commands and SQL make on servers what the example describes`, () =>
    followPage(page),
  );
