import type { TerraformStack } from "cdktf";
import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  type DatabaseSecretsEngineProps,
  PostgresDatabase,
  type PostgresDatabaseProps,
  type PostgresConnection,
  type PostgresConnectionProps,
  type PostgresRoleProps,
  type AppRoleWorkload,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
  type Workload,
} from "../../constructs";
import { addProviders } from "../other-stacks";

/** What the stack of a shop can differ in. */
export interface ShopProps {
  /** @default - engine `database`, mounted there */
  readonly engine?: DatabaseSecretsEngineProps & { readonly id?: string };
  /** @default - database `appdb` of `app_owner`, with its schema `public` */
  readonly database?: Partial<PostgresDatabaseProps>;
  /** @default "appdb" */
  readonly connection?: string;
  readonly settings?: Partial<PostgresConnectionProps>;
  /** By Vault's name of the role. @default - `readonly`, `readwrite` and `migrator` */
  readonly roles?: Readonly<Record<string, PostgresRoleProps>>;
  /** Who reads `readwrite`, by AppRole. @default - `web` */
  readonly workloads?: readonly string[];
  /** What is there besides. @default - nothing */
  readonly and?: (shop: Shop) => unknown;
}

/** What is there in each of them. */
export interface Shop {
  readonly stack: TerraformStack;
  readonly database: PostgresDatabase;
  readonly engine: DatabaseSecretsEngine;
  readonly connection: PostgresConnection;
  readonly approle: AppRoleAuth;
  readonly workloads: readonly AppRoleWorkload[];
  /** Lets somebody read `readwrite`. */
  grantRead(workload: Workload): void;
}

/** The roles of a shop that says nothing of them. */
export const ROLES: Readonly<Record<string, PostgresRoleProps>> = {
  readonly: { privileges: Privileges.readOnly() },
  readwrite: { privileges: Privileges.readWrite() },
  migrator: { privileges: Privileges.owner(), maxTtl: Duration.hours(1) },
};

/** A shop: three roles of one database, and who reads one of them. */
export function shop(props: ShopProps = {}): (stack: TerraformStack) => void {
  const { connection: name = "appdb", settings, roles = ROLES, workloads = ["web"] } = props;
  const { id = "database", ...mount } = props.engine ?? {};
  return (stack) => {
    addProviders(stack);
    const owned = { databaseName: "appdb", owner: "app_owner", ...props.database };
    const database = new PostgresDatabase(stack, "appdb", owned);
    const engine = new DatabaseSecretsEngine(stack, id, mount);
    const connection = engine.addPostgresConnection(name, {
      database,
      endpoint: { host: "postgres" },
      tls: PostgresTls.disabled(),
      rootCredential: RootCredential.generated(),
      ...settings,
    });
    const made = Object.entries(roles).map(([role, each]) => connection.addRole(role, each));
    const approle = new AppRoleAuth(stack, "approle");
    const grantRead = (reader: Workload) =>
      made.find(({ roleName }) => roleName === "readwrite")?.grantRead(reader);
    const readers = workloads.map((workload) => {
      const token = VaultToken.periodic(Duration.hours(1));
      const reader = approle.addWorkload(workload, { secretIdTtl: Duration.minutes(10), token });
      grantRead(reader);
      return reader;
    });
    props.and?.({ stack, database, engine, connection, approle, workloads: readers, grantRead });
  };
}
