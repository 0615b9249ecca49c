import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, S3Backend, TerraformStack } from "cdktf";
import {
  AppRoleAuth,
  AuditDevice,
  AuditTrail,
  DatabaseSecretsEngine,
  Duration,
  Guardrails,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../constructs";

export interface DescribedDatabasesProps {
  readonly databases: number;
  /** Whether production's guardrails look at it. */
  readonly guardrails: boolean;
}

/** A stack with a number of databases, each with an owner, a connection, three roles and a workload. */
export function describeDatabases(
  app: App,
  { databases, guardrails }: DescribedDatabasesProps,
): TerraformStack {
  const stack = new TerraformStack(app, "databases");
  new S3Backend(stack, {
    bucket: "state",
    region: "eu-central-1",
    key: "databases",
    encrypt: true,
  }).addOverride("use_lockfile", true);
  new VaultProvider(stack, "vault", { address: "https://vault.internal" });
  new PostgresqlProvider(stack, "postgresql", {});
  const engine = new DatabaseSecretsEngine(stack, "database", {
    defaultLeaseTtl: Duration.hours(1),
    maxLeaseTtl: Duration.hours(24),
    preventDestroy: true,
  });
  const approle = new AppRoleAuth(stack, "approle");
  new AuditTrail(stack, "audit", {
    devices: [AuditDevice.file({ path: "/var/log/vault/audit.log" }), AuditDevice.syslog()],
    preventDestroy: true,
  });
  for (let index = 0; index < databases; index++) describeDatabase(engine, approle, `db${index}`);
  if (guardrails) Guardrails.attach(stack, Guardrails.production());
  return stack;
}

function describeDatabase(engine: DatabaseSecretsEngine, approle: AppRoleAuth, databaseName: string): void {
  const database = new PostgresDatabase(TerraformStack.of(engine), databaseName, {
    databaseName,
    schemas: ["public"],
    preventDestroy: true,
  });
  const connection = engine.addPostgresConnection(databaseName, {
    database,
    endpoint: { host: "postgres.internal" },
    tls: PostgresTls.verifyFull(),
    rootCredential: RootCredential.generated(),
  });
  connection.addRole(`${databaseName}-readonly`, { privileges: Privileges.readOnly() });
  connection.addRole(`${databaseName}-migrator`, { privileges: Privileges.owner() });
  const readwrite = connection.addRole(`${databaseName}-readwrite`, { privileges: Privileges.readWrite() });
  const workload = approle.addWorkload(databaseName, {
    secretIdTtl: Duration.minutes(10),
    token: VaultToken.periodic(Duration.hours(1)),
  });
  readwrite.grantRead(workload);
}
