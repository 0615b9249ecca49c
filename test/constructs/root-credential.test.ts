import { TerraformProvider, type TerraformStack, TerraformVariable } from "cdktf";
import { PostgresDatabase, RootCredential } from "../../constructs";
import { addConnection, EXISTING, onlyArgumentsOf } from "./postgres/postgres-resources";
import { argumentsOf, fileOf, synthesize } from "./vault-resources";

const ACCOUNT = "postgresql_role.appdb_account_9087196E";

/** The provider `random` of a stack's own. */
class Random extends TerraformProvider {
  constructor(
    scope: TerraformStack,
    id: string,
    private readonly ownAlias?: string,
  ) {
    super(scope, id, {
      terraformResourceType: "random",
      terraformGeneratorMetadata: { providerName: "random", providerVersionConstraint: "3.7.2" },
      terraformProviderSource: "hashicorp/random",
    });
  }

  override get alias(): string | undefined {
    return this.ownAlias;
  }
}

const configOf = (build: (stack: TerraformStack) => unknown) => JSON.parse(fileOf(build, "cdk.tf.json"));

const variable = (stack: TerraformStack) => new TerraformVariable(stack, "root", { type: "string" });

test("a generated password is ephemeral, and the same in PostgreSQL and in Vault", () => {
  const stack = synthesize(addConnection);
  const password = "${ephemeral.random_password.database_appdb_password_1BD4607C.result}";
  expect(argumentsOf(stack, "ephemeral.random_password")).toEqual({
    "ephemeral.random_password.database_appdb_password_1BD4607C": { length: 40, special: false },
  });
  expect(argumentsOf(stack, "postgresql_role")[ACCOUNT]).toMatchObject({
    password_wo: password,
    password_wo_version: "1",
  });
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection")).toMatchObject({
    postgresql: { password_wo: password, password_wo_version: 1 },
  });
});

test("a variable is marked sensitive and ephemeral, and is the password of an account that the stack makes, too", () => {
  const stack = synthesize((scope) =>
    addConnection(scope, { rootCredential: RootCredential.fromVariable(variable(scope)), generation: 3 }),
  );
  expect(stack.variables).toEqual({ root: { type: "string", sensitive: true, ephemeral: true } });
  expect(argumentsOf(stack, "postgresql_role")[ACCOUNT]).toMatchObject({
    password_wo: "${var.root}",
    password_wo_version: "3",
  });
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection")).toMatchObject({
    postgresql: { password_wo: "${var.root}", password_wo_version: 3 },
  });
});

test("a variable is the password of a DBA's account in Vault alone", () => {
  const stack = synthesize((scope) =>
    addConnection(scope, {
      database: PostgresDatabase.fromExisting(scope, "appdb", EXISTING),
      rootCredential: RootCredential.fromVariable(variable(scope)),
    }),
  );
  expect(argumentsOf(stack, "postgresql_role")).toEqual({});
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection")).toMatchObject({
    postgresql: { username: "vault_appdb", password_wo: "${var.root}", password_wo_version: 1 },
  });
});

test("an ephemeral value of one's own is passed on as it is", () => {
  const expression = "${ephemeral.vault_kv_secret_v2.root.data.password}";
  const { ephemeral, resource } = configOf((scope) =>
    addConnection(scope, { rootCredential: RootCredential.fromEphemeral(expression) }),
  );
  expect(ephemeral).toBeUndefined();
  expect(resource.postgresql_role.appdb_account_9087196E).toMatchObject({ password_wo: expression });
  expect(Object.values(resource.vault_database_secret_backend_connection)).toMatchObject([
    { postgresql: { password_wo: expression } },
  ]);
});

test("a stack without the provider random gets it with a generated password, and without one doesn't", () => {
  expect(configOf(addConnection).provider.random).toEqual([{}]);
  expect(
    configOf((scope) =>
      addConnection(scope, { rootCredential: RootCredential.fromVariable(variable(scope)) }),
    ).provider,
  ).not.toHaveProperty("random");
});

test("a stack with a provider random of its own keeps that one alone, whichever comes first", () => {
  const before = configOf((scope) => {
    new Random(scope, "random");
    addConnection(scope);
  });
  const after = configOf((scope) => {
    addConnection(scope);
    new Random(scope, "random");
  });
  for (const { provider, terraform } of [before, after]) {
    expect(provider.random).toEqual([{}]);
    expect(terraform.required_providers.random).toEqual({ source: "hashicorp/random", version: "3.7.2" });
  }
});

test("a provider random with an alias leaves the default one to the library", () => {
  const { provider } = configOf((scope) => {
    new Random(scope, "random", "other");
    addConnection(scope);
  });
  expect(provider.random).toHaveLength(2);
  expect(provider.random).toEqual(expect.arrayContaining([{ alias: "other" }, {}]));
});
