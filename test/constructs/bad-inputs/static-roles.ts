import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  Duration,
  type ImportedPostgresDatabaseProps,
  PostgresConnection,
  PostgresDatabase,
  type PostgresStaticRolePairProps,
  type PostgresStaticRoleProps,
  PostgresTls,
  Privileges,
  RootCredential,
  SessionSettings,
  StaticRotation,
  VaultProduct,
} from "../../../constructs";
import { addConnection, type BadInput } from "./bad-input";

const AS_TEXT =
  "write it as text: policies and access.json contain it, and are written before Terraform runs";
const LEASE =
  "lease a role instead, give the static role a login of its own, or let the operator manage no password of it";
const OWN_NAME = "give each its own name, or keep only one";
const OWN_USER = "give each static role a userName of its own";
const FIVE_FIELDS =
  'write five fields: minute, hour, day of the month, month, day of the week; "0 3 * * 6" is every Saturday at 3:00 UTC';
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";
const PLAIN =
  "use lower-case letters, digits and underscores, not starting with a digit, so that nobody has to quote it";
const daily = {
  privileges: Privileges.readOnly(),
  rotation: StaticRotation.every(Duration.days(1)),
};

const role =
  (props: Partial<PostgresStaticRoleProps> = {}, name = "pooler") =>
  (stack: TerraformStack) =>
    addConnection(stack).addStaticRole(name, { ...daily, ...props });

/** A connection in an engine of a product. */
const connectionAt = (product?: VaultProduct) => (stack: TerraformStack) =>
  new DatabaseSecretsEngine(stack, "database", { product }).addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "db", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.verifyFull(),
    rootCredential: RootCredential.generated(),
  });

/** A static role on an engine of a product. */
const at = (product: VaultProduct | undefined, rotation: StaticRotation) => (stack: TerraformStack) =>
  connectionAt(product)(stack).addStaticRole("pooler", { ...daily, rotation });

const schedule = (cron: string, window?: Duration) =>
  at(VaultProduct.vault(), StaticRotation.schedule({ cron, window }));

/** Static roles of a database that a DBA owns. */
const imported =
  (userNames: readonly string[], props: Partial<ImportedPostgresDatabaseProps> = {}) =>
  (stack: TerraformStack) => {
    const names = { databaseName: "appdb", owner: "app", account: "vault_appdb" };
    const database = PostgresDatabase.fromExisting(stack, "db", { ...names, ...props });
    const engine = DatabaseSecretsEngine.fromPath(stack, "database", "database");
    const connection = PostgresConnection.fromName(stack, "shared", { engine, database });
    userNames.forEach((userName, index) => connection.addStaticRole(`role-${index}`, { ...daily, userName }));
  };

/** Connections to two databases of one server that a DBA owns. */
function twoOnOneServer(stack: TerraformStack, ofBilling: Partial<ImportedPostgresDatabaseProps> = {}) {
  const engine = new DatabaseSecretsEngine(stack, "database");
  const connectionTo = (databaseName: string, props: Partial<ImportedPostgresDatabaseProps>) => {
    const names = { databaseName, owner: `${databaseName}_owner`, account: `vault_${databaseName}` };
    return engine.addPostgresConnection(databaseName, {
      database: PostgresDatabase.fromExisting(stack, databaseName, { ...names, ...props }),
      endpoint: { host: "postgres" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.fromEphemeral("${ephemeral.vault_kv_secret_v2.root.data.password}"),
    });
  };
  return { orders: connectionTo("orders", {}), billing: connectionTo("billing", ofBilling) };
}

/** A static role of the one, and what the DBA says of the other. */
const onOneServer =
  (userName: string, ofBilling?: Partial<ImportedPostgresDatabaseProps>) => (stack: TerraformStack) =>
    twoOnOneServer(stack, ofBilling).orders.addStaticRole("pooler", { ...daily, userName });

const inTurn = {
  privileges: Privileges.readOnly(),
  period: Duration.hours(24),
  longestUse: Duration.hours(8),
};

/** A pair of static roles on an engine of a product. */
const pair =
  (props: Partial<PostgresStaticRolePairProps>, product?: VaultProduct, name = "web") =>
  (stack: TerraformStack) =>
    connectionAt(product)(stack).addStaticRolePair(name, { ...inTurn, ...props });

const PAIR = "bad/database/appdb/web";
const ROLE = "bad/database/appdb/pooler";

export const BAD_STATIC_ROLES: readonly BadInput[] = [
  [
    "a name with a space",
    role({ userName: "pooler" }, "my pooler"),
    "vault-name",
    "bad/database/appdb/my pooler",
    'static role "my pooler" can\'t be part of a Vault path',
    "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore",
  ],
  [
    "a wait for locks, which Terraform can't set",
    role({ settings: SessionSettings.programs() }),
    "lock-timeout",
    ROLE,
    "a static role has a lockTimeout, which Terraform can't set for its login",
    "leave it out ({ lockTimeout: undefined } for a preset), and have its reader set it: options=-clock_timeout=5s in the connection, or SET lock_timeout",
  ],
  [
    "a user name with a dash",
    role({ userName: "web-pooler" }),
    "identifier",
    ROLE,
    'user name "web-pooler" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a user name that only Terraform knows",
    (stack) => role({ userName: new TerraformVariable(stack, "user", {}).stringValue })(stack),
    "identifier",
    ROLE,
    "the name of the user name is known only when Terraform runs",
    AS_TEXT,
  ],
  [
    "a name that a leased role has",
    (stack) => {
      const connection = addConnection(stack);
      connection.addRole("app", { privileges: Privileges.readOnly() });
      connection.addStaticRole("app", { ...daily, userName: "pooler" });
    },
    "duplicate-name",
    "bad/database/appdb/static-role-app",
    'Vault role "database/app" is already taken by bad/database/appdb/app',
    OWN_NAME,
  ],
  [
    "a user name that another has",
    (stack) => {
      const connection = addConnection(stack);
      connection.addStaticRole("pooler", daily);
      connection.addStaticRole("reports", { ...daily, userName: "pooler" });
    },
    "duplicate-name",
    "bad/database/appdb/reports",
    'PostgreSQL role "pooler" is already taken by bad/database/appdb/pooler',
    OWN_USER,
  ],
  [
    "the name of another",
    (stack) => {
      const connection = addConnection(stack);
      connection.addStaticRole("pooler", daily);
      connection.addStaticRole("pooler", daily);
    },
    "duplicate-name",
    "bad/database/appdb/static-role-pooler",
    'Vault path "database/static-creds/pooler" is already taken by bad/database/appdb/pooler',
    OWN_NAME,
  ],
  [
    "a user name that a group has",
    role({ userName: "appdb_read_only" }),
    "duplicate-name",
    ROLE,
    'PostgreSQL role "appdb_read_only" is already taken by bad/db/read_only',
    OWN_USER,
  ],
  [
    "a user name that Vault's account has",
    role({ userName: "vault_appdb" }),
    "duplicate-name",
    ROLE,
    'PostgreSQL role "vault_appdb" is already taken by bad/db',
    OWN_USER,
  ],
  [
    "a user name that another has in a database that a DBA owns",
    imported(["pooler", "pooler"]),
    "duplicate-name",
    "bad/shared/role-1",
    'PostgreSQL role of appdb "pooler" is already taken by bad/shared/role-0',
    OWN_USER,
  ],
  [
    "a user name that another has in another database of one server that a DBA owns",
    (stack) => {
      for (const [name, connection] of Object.entries(twoOnOneServer(stack)))
        connection.addStaticRole(`${name}-pooler`, { ...daily, userName: "pooler" });
    },
    "duplicate-name",
    "bad/database/billing/billing-pooler",
    'PostgreSQL role of postgres:5432 "pooler" is already taken by bad/database/orders/orders-pooler',
    OWN_USER,
  ],
  [
    "the user that every server has",
    role({ userName: "postgres" }),
    "identifier",
    ROLE,
    'user name "postgres" is not a plain PostgreSQL name',
    "choose another name: every PostgreSQL server has one of this name",
  ],
  [
    "the owner of a database that a DBA owns",
    imported(["app"]),
    "shared-login",
    "bad/db",
    'static role\'s login "app" is a role of the database already',
    OWN_USER,
  ],
  [
    "the owner of another database of one server that a DBA owns",
    onOneServer("billing_owner"),
    "shared-login",
    "bad/billing",
    'static role\'s login "billing_owner" is a role of the database already',
    OWN_USER,
  ],
  [
    "a user whose password an operator writes for another database of one server",
    onOneServer("app", { operatorLogins: ["app"] }),
    "operator-owns-password",
    "bad/billing",
    'Vault would change the password of "app", which an operator writes again',
    LEASE,
  ],
  [
    "Vault's account, of which an operator writes the password",
    onOneServer("pooler", { operatorLogins: ["vault_billing"] }),
    "operator-owns-password",
    "bad/billing",
    'Vault would change the password of "vault_billing", which an operator writes again',
    LEASE,
  ],
  [
    "a user whose password an operator writes",
    imported(["app"], { operatorLogins: ["app", "reports"] }),
    "operator-owns-password",
    "bad/db",
    'Vault would change the password of "app", which an operator writes again',
    LEASE,
  ],
  [
    "a period that is shorter than Vault looks",
    role({ rotation: StaticRotation.every(Duration.seconds(4)) }),
    "rotation-period",
    ROLE,
    "the rotation's period is 4 seconds; Vault looks every 5 seconds",
    "use 5 seconds or more",
  ],
  [
    "a period of no time",
    role({ rotation: StaticRotation.every(Duration.hours(0)) }),
    "duration",
    ROLE,
    "the rotation's period is 0 hours, which is not a valid length of time",
    TIME,
  ],
  [
    "a schedule of a minute that no hour has",
    schedule("60 3 * * *"),
    "rotation-schedule",
    ROLE,
    '"60 3 * * *" is not a schedule: "60" is no minute',
    FIVE_FIELDS,
  ],
  [
    "a schedule of a day that never comes",
    schedule("0 3 31 2 *"),
    "rotation-schedule",
    ROLE,
    '"0 3 31 2 *" is not a schedule: no month that it names has a day 31',
    FIVE_FIELDS,
  ],
  [
    "a schedule with seconds",
    schedule("0 0 3 * * 6"),
    "rotation-schedule",
    ROLE,
    '"0 0 3 * * 6" is not a schedule: it has not five fields, but 6',
    FIVE_FIELDS,
  ],
  [
    "a schedule of words",
    schedule("@weekly"),
    "rotation-schedule",
    ROLE,
    '"@weekly" is not a schedule: it has not five fields, but 1',
    FIVE_FIELDS,
  ],
  [
    "a schedule where nobody says which product answers",
    at(undefined, StaticRotation.schedule({ cron: "0 3 * * 6" })),
    "rotation-product",
    ROLE,
    'the rotation is by the schedule "0 3 * * 6" on an engine that may be OpenBao\'s, which has no schedules',
    "use StaticRotation.every, or give the engine product: VaultProduct.vault()",
  ],
  [
    "a schedule for OpenBao",
    at(VaultProduct.openBao(), StaticRotation.schedule({ cron: "0 3 * * 6" })),
    "rotation-product",
    ROLE,
    'the rotation is by the schedule "0 3 * * 6" on an engine of OpenBao, which has no schedules',
    "use StaticRotation.every, or give the engine product: VaultProduct.vault()",
  ],
  [
    "a window that is shorter than an hour",
    schedule("0 3 * * 6", Duration.minutes(59)),
    "rotation-window",
    ROLE,
    "the rotation's window is 59 minutes; Vault takes none that is shorter than an hour",
    "use an hour or more",
  ],
  [
    "a pair whose rotations meet",
    pair({ period: Duration.hours(20), longestUse: Duration.hours(11) }),
    "pair-rotations-meet",
    PAIR,
    "a pair with a period of 20 hours and a longestUse of 11 hours leaves less than a fifth of the period to set its rotations apart in",
    "raise period to 1650 min or more, or lower longestUse",
  ],
  [
    "a pair that nobody has the time to set apart",
    pair({ period: Duration.hours(20), longestUse: Duration.hours(10) }),
    "pair-rotations-meet",
    PAIR,
    "a pair with a period of 20 hours and a longestUse of 10 hours leaves less than a fifth of the period to set its rotations apart in",
    "raise period to 25 h or more, or lower longestUse",
  ],
  [
    "a pair that is used for a time that only Terraform knows",
    (stack) =>
      pair({
        longestUse: Duration.seconds(new TerraformVariable(stack, "use", { type: "number" }).numberValue),
      })(stack),
    "duration",
    PAIR,
    "the longestUse of a pair is known only when Terraform runs",
    AS_TEXT,
  ],
  [
    "a pair with a period that only Terraform knows",
    (stack) =>
      pair({
        period: Duration.seconds(new TerraformVariable(stack, "period", { type: "number" }).numberValue),
      })(stack),
    "duration",
    PAIR,
    "the period of a pair is known only when Terraform runs",
    AS_TEXT,
  ],
  [
    "a pair whose rotations meet when one is late",
    pair({ period: Duration.hours(24), longestUse: Duration.hours(12) }, VaultProduct.vault()),
    "pair-rotations-meet",
    PAIR,
    "the rotations of a pair with a period of 24 hours are a half of it apart, and either can be 1 hour late, which is less than longestUse, 12 hours",
    "raise period to 26 h or more, or lower longestUse",
  ],
  [
    "a pair that is used for no time",
    pair({ longestUse: Duration.hours(0) }),
    "duration",
    PAIR,
    "longestUse is 0 hours, which is not a valid length of time",
    TIME,
  ],
  [
    "a pair with a period of no time",
    pair({ period: Duration.hours(0) }),
    "duration",
    `${PAIR}/web-green`,
    "the rotation's period is 0 hours, which is not a valid length of time",
    TIME,
  ],
  [
    "a pair whose name can't be part of a Vault path",
    pair({ userName: "web" }, undefined, "my web"),
    "vault-name",
    "bad/database/appdb/my web/my web-green",
    'static role "my web-green" can\'t be part of a Vault path',
    "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore",
  ],
  [
    "a pair whose user names would need quoting",
    pair({ userName: "Web" }),
    "identifier",
    `${PAIR}/web-green`,
    'user name "Web_green" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a pair twice",
    (stack) => {
      const connection = addConnection(stack);
      connection.addStaticRolePair("web", inTurn);
      connection.addStaticRolePair("web", inTurn);
    },
    "duplicate-name",
    "bad/database/appdb/pair-web",
    'static role pair "database/web" is already taken by bad/database/appdb/web',
    OWN_NAME,
  ],
];
