import type { TerraformStack } from "cdktf";
import {
  AgentTemplate,
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  KubernetesAuth,
  PostgresDatabase,
  type PostgresConnection,
  PostgresTls,
  Privileges,
  RootCredential,
  StaticRotation,
  TokenAuth,
  VaultToken,
} from "../../../constructs";
import { addProviders } from "../../other-stacks";

/** What is played in some 45 seconds by a factor of 2,000. */
export const FACTOR = 2_000;

const DAY = Duration.hours(24);
const leased = { privileges: Privileges.readWrite(), defaultTtl: Duration.hours(1), maxTtl: DAY };

/** A database with an engine. */
export function addConnection(stack: TerraformStack): PostgresConnection {
  addProviders(stack);
  return new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
}

/** A workload of each kind, and a credential of each. */
export function describeEverything(stack: TerraformStack): void {
  const connection = addConnection(stack);
  const app = connection.addRole("app", leased);
  const reports = connection.addStaticRole("reports", {
    privileges: Privileges.readOnly(),
    rotation: StaticRotation.every(DAY),
  });
  const pair = connection.addStaticRolePair("web", {
    privileges: Privileges.readOnly(),
    period: DAY,
    longestUse: Duration.hours(8),
  });
  const token = VaultToken.periodic(Duration.hours(1));
  const approle = new AppRoleAuth(stack, "approle");
  const machine = approle.addWorkload("machine", { secretIdTtl: Duration.minutes(10), token });
  app.grantRead(machine);
  reports.grantRead(machine);
  machine.agent({
    roleIdFile: "/etc/app/role-id",
    secretIdFile: "/run/app/secret-id",
    templates: [
      AgentTemplate.json({ role: app, destination: "/run/app/database.json" }),
      AgentTemplate.pgpass({ role: reports, destination: "/run/app/pgpass" }),
    ],
  });
  const bounded = VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(12) });
  const batch = approle.addWorkload("batch", { secretIdTtl: Duration.minutes(10), token: bounded });
  app.grantRead(batch);
  reports.grantRead(batch);
  const pooler = new KubernetesAuth(stack, "kubernetes", {
    host: "https://kubernetes.default.svc",
  }).addWorkload("pooler", { serviceAccounts: ["pooler"], namespaces: ["shop"], audience: "vault", token });
  pair.grantRead(pooler);
  const tokens = new TokenAuth(stack, "token");
  app.grantRead(tokens.addWorkload("legacy", { period: Duration.hours(1) }));
}
