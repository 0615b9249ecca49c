import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
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
} from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import type { Workspace } from "../../rehearsal/servers/workspace";
import { addProviders } from "../other-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeStack } from "../synthesize";

/** Renewed every two seconds, and replaced after six. */
const IN_CODE = { defaultTtl: Duration.seconds(4), maxTtl: Duration.seconds(8) };

/**
 * Replaced by the agent two seconds before it ends. Where renewals move its end, the agent takes the seconds that Vault tells,
 * which are rounded up, for the truth, and is late: that matters when there are but a few.
 */
const BY_AGENT = { defaultTtl: Duration.seconds(8), maxTtl: Duration.seconds(8) };

/** Where the agent of a machine has its files. */
export const AGENT_FILES = { roleIdFile: "/etc/myapp/role-id", secretIdFile: "/run/myapp/secret-id" };
/** The file that it keeps a credential in. */
export const AGENT_FILE = "/run/myapp/database.json";

const APPROLE = "auth/approle/role/myapp";
const WRAPPING_S = 120;

/** A workload whose token and credentials end in seconds: what takes days elsewhere shows in half a minute. */
function describeMyApp(stack: TerraformStack): void {
  addProviders(stack);
  const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
  const myapp = new AppRoleAuth(stack, "approle").addWorkload("myapp", {
    secretIdTtl: Duration.minutes(10),
    token: VaultToken.periodic(Duration.seconds(10)),
  });
  const privileges = Privileges.readWrite();
  connection.addRole("in-code", { privileges, ...IN_CODE }).grantRead(myapp);
  const byAgent = connection.addRole("by-agent", { privileges, ...BY_AGENT });
  byAgent.grantRead(myapp);
  myapp.agent({
    ...AGENT_FILES,
    templates: [AgentTemplate.json({ role: byAgent, destination: AGENT_FILE })],
  });
}

/** Servers on which tokens and credentials end in seconds. */
export class ShortLeases {
  /** Starts them, and does something with them. */
  static with<Result>(action: (servers: ShortLeases) => Promise<Result>): Promise<Result> {
    return withDeployed(synthesizeStack(describeMyApp), 18, (deployment, workspace) =>
      action(new ShortLeases(deployment, workspace)),
    );
  }

  private files = 0;

  private constructor(
    readonly deployment: Deployment,
    readonly workspace: Workspace,
  ) {}

  /** Where the database is, as PostgreSQL's clients read it. */
  get database(): Record<string, string> {
    const { host, port } = this.deployment.serverOf({ server: "postgresql", name: "appdb" });
    return { PGHOST: host, PGPORT: `${port}`, PGDATABASE: "appdb" };
  }

  /** How a service logs in to Vault, and what it reads there. */
  async login(): Promise<Record<string, string>> {
    return {
      VAULT_ADDR: this.deployment.vault.address,
      VAULT_ROLE_ID: await this.roleId(),
      VAULT_SECRET_ID_FILE: this.file(await this.wrappedSecretId()),
      VAULT_CREDENTIAL: "database/creds/in-code",
    };
  }

  async roleId(): Promise<string> {
    const { data } = await this.deployment.vault.request("GET", `${APPROLE}/role-id`);
    return String(data?.role_id);
  }

  /** @returns a token that a new secret ID is wrapped in */
  wrappedSecretId(): Promise<string> {
    return this.wrapped(`${APPROLE}/secret-id`);
  }

  /** @returns a token that an answer of Vault is wrapped in */
  async wrapped(path: string, body?: object): Promise<string> {
    const answer = await this.deployment.vault.wrapping(WRAPPING_S).request("POST", path, body);
    return String(answer.wrap_info?.token);
  }

  /** @returns the path of a new file with a text */
  file(text: string): string {
    const path = join(this.workspace.directory, `file-${++this.files}`);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
}
