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

const outdir = mkdtempSync(join(tmpdir(), "bad-input-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** What is found in a stack called `bad`. */
export function findingsOf(build: (stack: TerraformStack) => unknown): readonly Finding[] {
  return findingsInApp((app) => build(new TerraformStack(app, "bad")));
}

/** What is found in the stacks of an app, without writing them. */
export function findingsInApp(build: (app: App) => unknown): readonly Finding[] {
  const app = new App({ outdir, stackTraces: false });
  build(app);
  const stacks = app.node.children.filter(TerraformStack.isStack) as TerraformStack[];
  for (const stack of stacks) addProviders(stack);
  // What a stack uses of another is made when they are prepared.
  if (stacks.length > 1) for (const stack of stacks) stack.prepareStack();
  return stacks.flatMap(findingsIn);
}

function findingsIn(stack: TerraformStack): readonly Finding[] {
  try {
    stack.node.validate();
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
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
