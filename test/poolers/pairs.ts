import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  PasswordPolicy,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  TlsCertificate,
  VaultToken,
} from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import { findVault, type Workspace } from "../../rehearsal/servers";
import { stateOfPair } from "../../cli/static-pairs";
import { addProviders } from "../other-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeStack } from "../synthesize";
import { asSuperuser, type Database } from "./database";

/** Vault looks every five seconds for what is due. */
const PERIOD = Duration.seconds(20);
const LONGEST_USE = Duration.seconds(8);

/** What no construct lets through, and the files that hold a password have to. A single quote would end the string in SQL. */
const ANY_CHARACTER = `
  length = 24
  rule "charset" { charset = "abcdefghijklmnopqrstuvwxyz" }
  rule "charset" {
    charset   = "@:/%#\\"\\\\$ "
    min-chars = 8
  }
`;

function describePairs(stack: TerraformStack): void {
  addProviders(stack);
  const ca = TlsCertificate.fromVariable(new TerraformVariable(stack, "ca", { type: "string" }));
  const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres.internal" },
    tls: PostgresTls.verifyFull({ ca }),
    rootCredential: RootCredential.generated(),
    passwordPolicy: new PasswordPolicy(stack, "passwords"),
  });
  const pgbouncer = new AppRoleAuth(stack, "approle").addWorkload("pgbouncer", {
    secretIdTtl: Duration.minutes(10),
    token: VaultToken.periodic(Duration.hours(1)),
  });
  const privileges = Privileges.readWrite();
  for (const name of ["web", "lookup", "twin"])
    connection
      // Who looks up is granted that as itself.
      .addStaticRolePair(name, {
        privileges,
        period: PERIOD,
        longestUse: LONGEST_USE,
        actsAsGroup: name !== "lookup",
      })
      .grantRead(pgbouncer);
  connection.addRole("app-readwrite", { privileges });
}

/** Servers on which pairs have been deployed. */
export interface Pairs {
  readonly workspace: Workspace;
  readonly deployment: Deployment;
  readonly database: Database;
  /** The program of the agent. */
  readonly binary: string;
}

/** Deploys pairs, each still in phase, beside a table `visits` that they may write, and does something with them. */
export function withPairs<Result>(action: (pairs: Pairs) => Promise<Result>): Promise<Result> {
  return withDeployed(synthesizeStack(describePairs), 18, async (deployment, workspace) => {
    const { host, port, superuser } = deployment.serverOf({ server: "postgresql", name: "appdb" });
    const database = { host, port, superuser, ca: readFileSync(join(workspace.directory, "ca.pem"), "utf8") };
    await deployment.vault.request("PUT", "sys/policies/password/passwords", { policy: ANY_CHARACTER });
    await asSuperuser(database, ["SET ROLE appdb_owner", "CREATE TABLE visits (id serial)"]);
    const binary = await findVault(process.env, () => undefined);
    return action({ workspace, deployment, database, binary });
  });
}

/**
 * Sets the rotations of a pair apart, as `vault-db static-pairs --rotate` does when it is time.
 *
 * @returns the static role that was rotated for it
 */
export async function setApart({ deployment: { access, vault } }: Pairs, name: string): Promise<string> {
  const pair = access.staticRolePairs?.find((each) => each.name === name);
  if (!pair) throw new Error(`There is no pair "${name}"`);
  for (;;) {
    const { forced } = await stateOfPair(vault, pair, true);
    if (forced) return forced;
    await sleep(200);
  }
}

/**
 * Has both logins of a pair rotate at once from now on. Vault looks every five seconds for what is due, by the second:
 * those of one second are due together, whenever it looks.
 */
export async function setInPhase({ deployment: { vault } }: Pairs, name: string): Promise<void> {
  const logins = [`${name}-blue`, `${name}-green`];
  for (const seconds = new Set<number>(); seconds.size !== 1;) {
    seconds.clear();
    await Promise.all(logins.map((login) => vault.request("PUT", `database/rotate-role/${login}`)));
    for (const login of logins) {
      const { data } = await vault.request("GET", `database/static-creds/${login}`);
      seconds.add(Math.floor(Date.parse(String(data?.last_vault_rotation)) / 1_000));
    }
  }
}
