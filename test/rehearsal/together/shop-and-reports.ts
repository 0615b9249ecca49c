import { type App, TerraformStack } from "cdktf";
import { join } from "node:path";
import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../../constructs";
import { readSynthesizedStack, type SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addProviders } from "../../other-stacks";
import { synthesizeInto } from "../../synthesize";

const token = VaultToken.periodic(Duration.hours(1));
const secretIdTtl = Duration.minutes(10);

/** A shop, and reports of another team: these read from the shop's database, and have a database of their own on its server. */
export function buildShopAndReports(app: App): void {
  const shop = new TerraformStack(app, "shop");
  addProviders(shop);
  const connection = addDatabase(shop, new DatabaseSecretsEngine(shop, "database"), "shop");
  const readonly = connection.addRole("shop-readonly", { privileges: Privileges.readOnly() });
  const readwrite = connection.addRole("shop-readwrite", { privileges: Privileges.readWrite() });
  readwrite.grantRead(new AppRoleAuth(shop, "approle").addWorkload("shop", { secretIdTtl, token }));
  OperatorPolicies.attach(shop);

  const reports = new TerraformStack(app, "reports");
  addProviders(reports);
  const engine = DatabaseSecretsEngine.fromPath(reports, "database", "database");
  const own = addDatabase(reports, engine, "reports");
  const writer = own.addRole("reports-readwrite", { privileges: Privileges.readWrite() });
  const workload = AppRoleAuth.fromPath(reports, "approle", "approle").addWorkload("reports", {
    secretIdTtl,
    token,
  });
  readonly.grantRead(workload);
  writer.grantRead(workload);
  OperatorPolicies.attach(reports);
}

function addDatabase(stack: TerraformStack, engine: Parameters<typeof connect>[0], name: string) {
  return connect(engine, new PostgresDatabase(stack, name, { databaseName: name }));
}

function connect(engine: Pick<DatabaseSecretsEngine, "addPostgresConnection">, database: PostgresDatabase) {
  return engine.addPostgresConnection(database.databaseName, {
    database,
    endpoint: { host: "postgres.internal" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
}

export function shopAndReports(): { readonly shop: SynthesizedStack; readonly reports: SynthesizedStack } {
  return synthesizeInto(buildShopAndReports, (stacks) => ({
    shop: readSynthesizedStack(join(stacks, "shop")),
    reports: readSynthesizedStack(join(stacks, "reports")),
  }));
}
