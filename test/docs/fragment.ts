import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import * as cdktf from "cdktf";
import ts from "typescript";
import * as vdb from "../../constructs";
import { synthesizeInto } from "../synthesize";
import type { Block } from "./page";

/** Rules that ask for what is elsewhere in an app. */
const OF_THE_REST = ["audit-device", "remote-state", "prevent-destroy", "workload-reads"];

/** Synthesizes a part of an app, as a page has it, with the rest around it. @throws FindingsError for what is wrong in it */
export function synthesizeFragment({ text }: Pick<Block, "text">): void {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  try {
    synthesizeInto(
      (app) => {
        const given = { ...cdktf, ...vdb, ...surroundings(app, text) };
        // A block of its own, so that it can declare what is taken for granted elsewhere.
        new Function(...Object.keys(given), `{\n${outputText}\n}`)(...Object.values(given));
      },
      () => undefined,
    );
  } catch (error) {
    const isOfTheRest = ({ rule }: vdb.Finding) => OF_THE_REST.includes(rule);
    if (!(error instanceof vdb.FindingsError && error.findings.every(isOfTheRest))) throw error;
  }
}

/** What is taken for granted: a stack and, where they are named, a database, a connection to it and who reads there. */
function surroundings(app: cdktf.App, text: string): object {
  const stack = new cdktf.TerraformStack(app, "page");
  new VaultProvider(stack, "vault", { address: "https://vault.internal" });
  new PostgresqlProvider(stack, "postgresql", { sslmode: "verify-full" });
  if (!/\b(connection|database|job)\b\W/.test(text)) return { stack };
  // On another server, so that a page can give its own names.
  const provider = new PostgresqlProvider(stack, "other", { alias: "other", sslmode: "verify-full" });
  const database = new vdb.PostgresDatabase(stack, "db", {
    provider,
    databaseName: "shop",
    schemas: ["public", "billing"],
    otherOwners: [{ name: "billing_owner", schemas: ["billing"] }],
  });
  const connection = new vdb.DatabaseSecretsEngine(stack, "database").addPostgresConnection("shop", {
    database,
    endpoint: { host: "postgres.internal" },
    tls: vdb.PostgresTls.verifyFull(),
    rootCredential: vdb.RootCredential.generated(),
  });
  const approle = new vdb.AppRoleAuth(stack, "approle");
  const job = approle.addWorkload("job", {
    secretIdTtl: vdb.Duration.minutes(10),
    token: vdb.VaultToken.periodic(vdb.Duration.hours(1)),
  });
  connection.addRole("job", { privileges: vdb.Privileges.readOnly() }).grantRead(job);
  return { stack, database, connection, approle, job };
}
