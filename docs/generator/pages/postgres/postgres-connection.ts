import { DatabaseSecretsEngine, PostgresDatabase, PostgresTls, RootCredential } from "../../../../constructs";
import type { Page } from "../../page";

export const page: Page = {
  title: "PostgresConnection",
  file: "postgres/postgres-connection.ts",
  props: [
    ["PostgresConnectionProps", "postgres/postgres-connection.ts"],
    ["DatabaseHost", "database-endpoint.ts"],
    ["DatabaseHosts", "database-endpoint.ts"],
    ["ImportedPostgresConnectionProps", "postgres/imported-postgres-connection.ts"],
    ["PostgresTlsProps", "postgres/postgres-tls.ts"],
    ["ClientCertificate", "postgres/postgres-tls.ts"],
  ],
  choices: [
    ["PostgresConnection", "postgres/postgres-connection.ts"],
    ["RootCredential", "root-credential.ts"],
    ["PostgresTls", "postgres/postgres-tls.ts"],
    ["TlsCertificate", "tls-certificate.ts"],
  ],
  without: /^(vault_mount|postgresql_)/,
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database");
    const appdb = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", owner: "app_owner" });
    database.addPostgresConnection("appdb", {
      database: appdb,
      endpoint: { host: "postgres.internal", port: 5432 },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
      generation: 1,
    });
  },
};
