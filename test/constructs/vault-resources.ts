import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type DatabaseRole,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../constructs";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { synthesizeInto, synthesizeStack } from "../synthesize";

/** Synthesizes a stack that has the providers. */
export function synthesize(build: (stack: TerraformStack) => unknown): SynthesizedStack {
  return synthesizeStack((stack) => {
    addProviders(stack);
    build(stack);
  });
}

/** The text of a file that is next to such a stack when it is synthesized. */
export function fileOf(build: (stack: TerraformStack) => unknown, name: string): string {
  return synthesizeInto(
    (app) => {
      const stack = new TerraformStack(app, "test");
      addProviders(stack);
      build(stack);
    },
    (stacks) => readFileSync(join(stacks, "test", name), "utf8"),
  );
}

/** Adds the providers of Vault and PostgreSQL. */
export function addProviders(stack: TerraformStack): void {
  new VaultProvider(stack, "vault");
  new PostgresqlProvider(stack, "postgresql");
}

/** A connection's two roles, for workloads to be granted. */
export function addRoles(stack: TerraformStack): {
  readonly reader: DatabaseRole;
  readonly writer: DatabaseRole;
} {
  const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres.internal" },
    tls: PostgresTls.verifyFull(),
    rootCredential: RootCredential.generated(),
  });
  return {
    reader: connection.addRole("app-readonly", { privileges: Privileges.readOnly() }),
    writer: connection.addRole("app-readwrite", { privileges: Privileges.readWrite() }),
  };
}

/** The arguments of every resource of a type, by address, as Terraform gets them. */
export function argumentsOf(stack: SynthesizedStack, type: string): Record<string, object> {
  const resources = stack.resources.filter((resource) => resource.type === type);
  return Object.fromEntries(
    resources.map(({ address, attributes }) => {
      const names = Object.keys(attributes).filter((name) => name !== "//");
      return [address, Object.fromEntries(names.map((name) => [name, attributes[name]]))];
    }),
  );
}
