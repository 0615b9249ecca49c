import {
  Agent,
  AgentTemplate,
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  OnChange,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "Agent",
  file: "agent/agent.ts",
  props: [
    ["AgentProps", "agent/agent-props.ts"],
    ["CredentialProps", "credential/credential-props.ts"],
    ["AgentTemplateProps", "agent/agent-template.ts"],
    ["EnvFileProps", "agent/agent-template.ts"],
    ["PgServiceProps", "agent/agent-template.ts"],
    ["SignalProps", "agent/on-change.ts"],
    ["CommandProps", "agent/on-change.ts"],
    ["SuperviseProps", "agent/agent-process.ts"],
    ["ProcessVariables", "agent/agent-process.ts"],
  ],
  choices: [
    ["AgentTemplate", "agent/agent-template.ts"],
    ["OnChange", "agent/on-change.ts"],
    ["AgentProcess", "agent/agent-process.ts"],
  ],
  without: /^(vault_|postgresql_)/,
  commands(stack) {
    const agent = stack.node.findAll().find((each): each is Agent => each instanceof Agent);
    if (!agent) throw new Error("The example has no agent.");
    return {
      commands: [`vault agent -config=${agent.fileName}   # or: bao agent -config=${agent.fileName}`],
      files: new Map([[agent.fileName, agent.configuration()]]),
    };
  },
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database");
    const appdb = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", owner: "app_owner" });
    const connection = database.addPostgresConnection("appdb", {
      database: appdb,
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    });
    const readonly = connection.addRole("app-readonly", { privileges: Privileges.readOnly() });

    const approle = new AppRoleAuth(stack, "approle");
    const myapp = approle.addWorkload("myapp", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    readonly.grantRead(myapp);

    myapp.agent({
      vaultAddress: "https://vault.internal:8200",
      roleIdFile: "/etc/myapp/role-id",
      secretIdFile: "/run/myapp/secret-id",
      templates: [
        AgentTemplate.envFile({
          role: readonly,
          destination: "/run/myapp/database.env",
          onChange: OnChange.command(["systemctl", "restart", "myapp"]),
        }),
        AgentTemplate.json({
          role: readonly,
          destination: "/run/myapp/database.json",
          onChange: OnChange.signal("SIGHUP", { pidFile: "/run/myapp/pid" }),
        }),
      ],
    });
  },
};
