import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type IPostgresDatabase,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  type PrivilegesProps,
  RootCredential,
} from "../../constructs";
import { addProviders } from "../other-stacks";
import { synthesizeStack } from "../synthesize";
import { failuresOf, rehearseStack } from "./rehearse-stack";

const made = (stack: TerraformStack) => new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
const existing = (stack: TerraformStack) =>
  PostgresDatabase.fromExisting(stack, "appdb", {
    databaseName: "appdb",
    owner: "app_owner",
    account: "vault_appdb",
  });

/** A stack of one role, which may do this. */
const stackOf = (
  database: (stack: TerraformStack) => IPostgresDatabase,
  set: Omit<PrivilegesProps, "name">,
) =>
  synthesizeStack((stack) => {
    addProviders(stack);
    new DatabaseSecretsEngine(stack, "database")
      .addPostgresConnection("appdb", {
        database: database(stack),
        endpoint: { host: "postgres" },
        tls: PostgresTls.disabled(),
        rootCredential:
          database === made
            ? RootCredential.generated()
            : RootCredential.fromVariable(new TerraformVariable(stack, "root", { type: "string" })),
      })
      .addRole("feed", { privileges: Privileges.of({ name: "feed", ...set }) });
    OperatorPolicies.attach(stack);
  });

test("who inserts into every table and says nothing of sequences is told what to write", async () => {
  const report = await rehearseStack(stackOf(made, { tables: { "*": ["SELECT", "INSERT"] } }));
  expect(failuresOf(report)).toContain(
    'feed: may-insert-into-serial: refused, but described: INSERT INTO "public".contract_before_serial DEFAULT VALUES: write sequences: ["USAGE"] for serial columns, or sequences: {} where no table has one',
  );
});

const unknownType = { tables: { "*": ["SELECT"] }, definers: ["purge(nonsense)"] } as const;

test("a routine of a type that isn't there is told of by the grant on it", async () => {
  expect(failuresOf(await rehearseStack(stackOf(made, unknownType)))).toEqual([
    expect.stringMatching(/routine-purge\(nonsense\): applies: .*: type "nonsense" does not exist$/),
  ]);
});

test("a routine of a type that isn't there is told of by the script of a DBA", async () => {
  await expect(rehearseStack(stackOf(existing, unknownType))).rejects.toThrow(
    'there is no routine "public"."purge"(nonsense), or more than one, which privilege set "feed" names: make it first, or take it out',
  );
});
