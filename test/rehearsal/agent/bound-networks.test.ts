import {
  AgentTemplate,
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../../constructs";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";
import { failuresOf, rehearseStack } from "../rehearse-stack";

test("an agent whose secret IDs are bound to networks logs in from this machine, and passes", async () => {
  const stack = synthesizeStack((within) => {
    addProviders(within);
    const connection = new DatabaseSecretsEngine(within, "database").addPostgresConnection("appdb", {
      database: new PostgresDatabase(within, "appdb", { databaseName: "appdb" }),
      endpoint: { host: "postgres" },
      tls: PostgresTls.disabled(),
      rootCredential: RootCredential.generated(),
    });
    const role = connection.addRole("app", { privileges: Privileges.readOnly() });
    const workload = new AppRoleAuth(within, "approle").addWorkload("app", {
      secretIdTtl: Duration.minutes(10),
      boundCidrs: ["10.0.0.0/8"],
      token: VaultToken.periodic(Duration.hours(1)),
    });
    role.grantRead(workload);
    workload.agent({
      roleIdFile: "/etc/app/role-id",
      secretIdFile: "/run/app/secret-id",
      templates: [AgentTemplate.json({ role, destination: "/run/app/database.json" })],
    });
  });
  expect(failuresOf(await rehearseStack(stack))).toEqual([]);
});
