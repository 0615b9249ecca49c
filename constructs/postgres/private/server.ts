import type { TerraformProvider } from "cdktf";
import type { DatabaseReference } from "../../access/postgres-description";
import type { IPostgresDatabase } from "../i-postgres-database";

/** What `access.json` calls the server of one of Terraform's providers: `postgresql`, `postgresql.eu`. */
export function serverOf(provider: TerraformProvider | undefined): string {
  return provider?.fqn ?? "postgresql";
}

/** What has a name on a server, for a claim: each provider's server has names of its own. */
export function onServer(kind: "role" | "database", provider: TerraformProvider | undefined): string {
  return provider?.alias ? `PostgreSQL ${kind} of ${provider.alias}` : `PostgreSQL ${kind}`;
}

/** How `access.json` refers to a database. */
export function referenceTo({ server, databaseName }: IPostgresDatabase): DatabaseReference {
  return { server, name: databaseName };
}
