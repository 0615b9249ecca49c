import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { App, TerraformStack } from "cdktf";
import { PostgresDatabase } from "../../../constructs";
import { impliedProviderProblems } from "../../../constructs/postgres/private/implied-provider";

/** What is wrong with a database beside providers with aliases. */
function problems(aliases: readonly (string | undefined)[], named?: string) {
  const stack = new TerraformStack(new App(), "test");
  const providers = aliases.map((alias) => new PostgresqlProvider(stack, alias ?? "default", { alias }));
  const provider = providers.find(({ alias }) => named !== undefined && alias === named);
  const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", provider });
  return impliedProviderProblems(database, "appdb", provider);
}

test("a database without a provider, where each of PostgreSQL's has an alias, is a finding", () => {
  expect(problems(["us", "eu"])).toEqual([
    {
      rule: "implied-provider",
      message:
        'database "appdb" names no provider, and each of PostgreSQL\'s has an alias (eu, us): Terraform would take an empty one, and with it PGHOST',
      fix: "give the database the provider of its server, or one of the providers no alias",
    },
  ]);
});

test.each([
  ["names one of them", ["us", "eu"], "eu"],
  ["has the one without an alias", [undefined, "eu"], undefined],
  ["is in a stack that has none yet", [], undefined],
])("a database that %s is fine", (_, aliases, named) => {
  expect(problems(aliases, named)).toEqual([]);
});
