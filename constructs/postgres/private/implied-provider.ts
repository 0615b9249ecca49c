import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { StackDescription } from "../../private/stack-description";
import type { Problem } from "../../private/validation";

/** What is wrong with a database that names no provider where each of PostgreSQL's has an alias. */
export function impliedProviderProblems(
  database: IConstruct,
  databaseName: string,
  provider: TerraformProvider | undefined,
): Problem[] {
  if (provider) return [];
  const aliases = [...StackDescription.of(database).once(aliasesIn)];
  if (!aliases.length || aliases.includes(undefined)) return [];
  const message = `database "${databaseName}" names no provider, and each of PostgreSQL's has an alias (${aliases.sort().join(", ")}): Terraform would take an empty one, and with it PGHOST`;
  const fix = "give the database the provider of its server, or one of the providers no alias";
  return [{ rule: "implied-provider", message, fix }];
}

/** The aliases of its PostgreSQL providers. */
function aliasesIn({ stack }: StackDescription): readonly (string | undefined)[] {
  return stack
    .allProviders()
    .filter(({ terraformResourceType }) => terraformResourceType === "postgresql")
    .map(({ alias }) => alias);
}
