import type { DatabaseSecretBackendRole } from "@cdktf/provider-vault/lib/database-secret-backend-role";
import type { TerraformStack } from "cdktf";
import {
  type DatabaseSecretsEngine,
  Issuance,
  type PostgresConnection,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../constructs";

/** A way to lease a role, each with a database of its own. */
export interface Variant {
  readonly name: string;
  /** What its database, its connection and the role of the engine are called. */
  readonly role: string;
  readonly issuance: Issuance;
  readonly describe: (connection: PostgresConnection) => void;
}

const addRole = (connection: PostgresConnection): void =>
  void connection.addRole(connection.connectionName, { privileges: Privileges.readWrite() });

export const STATEMENTS: Variant = {
  name: "statements",
  role: "statements",
  issuance: Issuance.statements(),
  describe: addRole,
};

export const FUNCTIONS: Variant = {
  name: "functions",
  role: "functions",
  issuance: Issuance.functions(),
  describe: addRole,
};

const CREATE_ROLE = `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`;

/** With statements of its own. */
const addRoleOf =
  (creation: string[], revocation?: string[]) =>
  (connection: PostgresConnection): void => {
    const role = connection.addRole(connection.connectionName, { privileges: Privileges.readWrite() });
    const resource = role.node.defaultChild as DatabaseSecretBackendRole;
    resource.creationStatements = creation;
    if (revocation) resource.revocationStatements = revocation;
    else resource.resetRevocationStatements();
  };

/** As most guides have it: each leased role is granted everything itself, and Vault revokes by statements of its own. */
export const GRANTS: Variant = {
  name: "grants to each leased role",
  role: "grants",
  issuance: Issuance.statements(),
  describe: addRoleOf([
    CREATE_ROLE,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{{name}}"`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{{name}}"`,
  ]),
};

/** The least that Vault can do: one statement to make a role, which may do nothing, and one to drop it. */
export const LEAST: Variant = {
  name: "one statement",
  role: "least",
  issuance: Issuance.statements(),
  describe: addRoleOf([CREATE_ROLE], ['DROP ROLE "{{name}}"']),
};

/** Functions once more, in databases of which each has a connection of Vault's own. */
export const FOUR_DATABASES: readonly Variant[] = [1, 2, 3, 4].map((number) => ({
  ...FUNCTIONS,
  role: `functions_${number}`,
}));

export const VARIANTS: readonly Variant[] = [STATEMENTS, FUNCTIONS, GRANTS];

export function describeVariant(
  stack: TerraformStack,
  engine: DatabaseSecretsEngine,
  { role, issuance, describe }: Variant,
): void {
  const connection = engine.addPostgresConnection(role, {
    database: new PostgresDatabase(stack, role, { databaseName: role, schemas: ["public"], issuance }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
  describe(connection);
}
