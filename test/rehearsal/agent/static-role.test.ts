import type { TerraformStack } from "cdktf";
import {
  AgentTemplate,
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  OnChange,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  StaticRotation,
  VaultToken,
} from "../../../constructs";
import { withFile } from "../../contract/mutations/mutation";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";
import { failuresOf, passedOf, rehearseStack } from "../rehearse-stack";

const FILE = "/run/pgbouncer/database.json";

/** A pooler whose agent keeps the password of a static role for it. */
const pooler = synthesizeStack((stack: TerraformStack) => {
  addProviders(stack);
  const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
  const role = connection.addStaticRole("pgbouncer", {
    privileges: Privileges.readWrite(),
    rotation: StaticRotation.every(Duration.days(1)),
  });
  const workload = new AppRoleAuth(stack, "approle").addWorkload("pooler", {
    secretIdTtl: Duration.minutes(10),
    token: VaultToken.periodic(Duration.hours(1)),
  });
  role.grantRead(workload);
  workload.agent({
    roleIdFile: "/etc/pgbouncer/role-id",
    secretIdFile: "/run/pgbouncer/secret-id",
    templates: [
      AgentTemplate.json({
        role,
        destination: FILE,
        onChange: OnChange.command(["systemctl", "reload", "pgbouncer"]),
      }),
    ],
  });
});

test("a rehearsal sees that an agent writes the password of a static role, and the next one after a rotation", async () => {
  const report = await rehearseStack(pooler);
  expect(failuresOf(report)).toEqual([]);
  expect(passedOf(report)).toEqual(
    expect.arrayContaining([
      "pooler (approle): agent-writes-its-files",
      `pooler (approle): agent-credential-logs-in (${FILE})`,
      "pooler (approle): agent-renews",
      "pooler (approle): agent-follows-rotations",
    ]),
  );
});

test("a rehearsal fails, and names the cause, when an agent tells nobody of a rotation", async () => {
  const edited = withFile("approle-pooler.agent.json", (text) => text.replace(/,\s*"exec": \{[^}]*\}/, ""))(
    pooler,
  );
  expect(failuresOf(await rehearseStack(edited))).toContain(
    `pooler (approle): agent-follows-rotations: it did nothing when ${FILE} had changed`,
  );
});
