import {
  DatabaseSecretsEngine,
  Duration,
  Issuance,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";
import { userNamePattern } from "../../../constructs/postgres/statements/user-name-pattern";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";

const synthesized = (maxHours = 24) =>
  synthesizeStack((stack) => {
    addProviders(stack);
    const database = new PostgresDatabase(stack, "appdb", {
      databaseName: "appdb",
      issuance: Issuance.functions(),
    });
    const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
      database,
      endpoint: { host: "postgres" },
      tls: PostgresTls.disabled(),
      rootCredential: RootCredential.generated(),
    });
    connection.addRole("app", { privileges: Privileges.readOnly(), maxTtl: Duration.hours(maxHours) });
  });

const of = (type: string, hours?: number) =>
  synthesized(hours)
    .resources.filter((each) => each.type === type)
    .map(({ attributes }) => attributes);

test("Vault's account is a member of nothing, and its statements call functions", () => {
  const account = of("postgresql_role").find(({ name }) => name === "vault_appdb");
  expect(account).not.toHaveProperty("roles");
  expect(account).not.toHaveProperty("assume_role");
  expect(account).not.toHaveProperty("create_role");
  const name = "pg_catalog.substr($leased_role$ {{name}}$leased_role$, 2)";
  expect(of("vault_database_secret_backend_role")[0]).toMatchObject({
    creation_statements: [
      `SELECT "vault_appdb_issuance".issue(${name}, 'app', '{{password}}', '{{expiration}}')`,
    ],
    renew_statements: [`SELECT "vault_appdb_issuance".renew(${name}, 'app', '{{expiration}}')`],
    revocation_statements: [
      `SELECT "vault_appdb_issuance".close_login(${name})`,
      "COMMIT AND CHAIN",
      `SELECT "vault_appdb_issuance".end_lease(${name})`,
    ],
  });
});

// The provider reads a function back by one pattern over its definition, and takes the last of each of these for its own.
test("the body of the installation has nothing that the provider would take for the end of it", () => {
  const [{ body } = {}] = of("postgresql_function");
  expect(body).not.toMatch(/\b(RETURNS|LANGUAGE)\s/i);
  expect(body).not.toMatch(/\$[a-zA-Z]*\$/);
  expect(body).not.toMatch(/[$%]\{/);
});

test("what functions issue is made again when it is described otherwise, and by a rotation", () => {
  const data = (hours: number) => of("vault_generic_endpoint", hours).map((each) => each.data_json);
  expect(data(24)).toEqual(data(24));
  expect(data(24)).not.toEqual(data(12));
});

test.each([
  ["v-{{.RoleName | truncate 24}}-{{random 20}}-{{unix_time}}", "^v-app-reader-[A-Za-z0-9]{20}-[0-9]+$"],
  ["{{.RoleName}}.{{uuid}}", "^app-reader[.][0-9a-f-]{36}$"],
  ["{{ .RoleName | truncate 3 }}_{{ random 12 }}", "^app_[A-Za-z0-9]{12}$"],
  ['{{ printf "v-%s" (random 20) | truncate 63 }}', "^[^[:cntrl:]]+$"],
])("names by the template %s match %s", (template, pattern) => {
  expect(userNamePattern(template, "app-reader")).toBe(pattern);
});
