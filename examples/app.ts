import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import * as vdb from "cdktf-vault-database";

const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, "shop");
new VaultProvider(stack, "vault", {}); // VAULT_ADDR, VAULT_TOKEN
new PostgresqlProvider(stack, "postgresql", {}); // PGHOST, PGUSER, PGPASSWORD

// A database, Vault's connection to it, and a password that nobody ever sees.
const connection = new vdb.DatabaseSecretsEngine(stack, "database").addPostgresConnection("shop", {
  database: new vdb.PostgresDatabase(stack, "shop-db", { databaseName: "shop" }),
  endpoint: { host: "postgres.internal" },
  tls: vdb.PostgresTls.verifyFull(),
  rootCredential: vdb.RootCredential.generated(),
});

const reports = connection.addRole("reports", { privileges: vdb.Privileges.readOnly() }); // for an hour
const job = new vdb.AppRoleAuth(stack, "approle").addWorkload("nightly-report", {
  secretIdTtl: vdb.Duration.minutes(10),
  token: vdb.VaultToken.bounded({ ttl: vdb.Duration.hours(1), maxTtl: vdb.Duration.hours(2) }),
});
reports.grantRead(job);

new vdb.AuditTrail(stack, "audit", { devices: [vdb.AuditDevice.syslog()] });
vdb.Guardrails.attach(stack, vdb.Guardrails.development());
try {
  app.synth();
} catch (error) {
  if (!(error instanceof vdb.FindingsError)) throw error;
  console.error(error.message); // all that is wrong with what is described, at once
  process.exitCode = 1;
}
