import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type Finding,
  FindingsError,
  type IWorkload,
  type PostgresConnection,
  type PostgresConnectionProps,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";

/** What cdktf itself would find missing. */
function addProviders(stack: TerraformStack): void {
  new VaultProvider(stack, "provider-of-vault");
  new PostgresqlProvider(stack, "provider-of-postgresql");
}

/** A wrong input: what it is, how it is written in a stack called `bad`, and the one finding about it. */
export type BadInput = readonly [
  what: string,
  build: (stack: TerraformStack) => unknown,
  rule: string,
  path: string,
  message: string,
  fix: string,
];

/** What is found in a stack called `bad`. */
export function findingsOf(build: (stack: TerraformStack) => unknown): readonly Finding[] {
  const outdir = mkdtempSync(join(tmpdir(), "bad-input-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    build(new TerraformStack(app, "bad"));
    for (const stack of app.node.children.filter(TerraformStack.isStack))
      addProviders(stack as TerraformStack);
    app.synth();
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A connection to a database, as it should be but for some of its props. */
export function addConnection(
  stack: TerraformStack,
  props: Partial<PostgresConnectionProps> = {},
  name = "appdb",
): PostgresConnection {
  return new DatabaseSecretsEngine(stack, "database").addPostgresConnection(name, {
    database: props.database ?? new PostgresDatabase(stack, "db", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.verifyFull(),
    rootCredential: RootCredential.generated(),
    ...props,
  });
}

/** Lets workloads read a role's credentials. */
export function grantRead(stack: TerraformStack, ...workloads: IWorkload[]): void {
  const role = addConnection(stack).addRole("app", { privileges: Privileges.readOnly() });
  for (const workload of workloads) role.grantRead(workload);
}
