import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  type PostgresRoleProps,
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RateLimit,
  RootCredential,
  SessionSettings,
  type SessionSettingsProps,
} from "../../../constructs";
import { type BadInput, addConnection } from "./bad-input";

const NAME =
  "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore";
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";
const UNKNOWN =
  "write it as text: policies and access.json contain it, and are written before Terraform runs";
const OWN_NAME = "give each its own name, or keep only one";

const role =
  (props: Partial<PostgresRoleProps>, name = "app") =>
  (stack: TerraformStack) =>
    addConnection(stack).addRole(name, { privileges: Privileges.readOnly(), ...props });

const set = (props: SessionSettingsProps) => role({ settings: SessionSettings.of(props) });
const ROLE = "bad/database/appdb/app";

const BAD_SESSIONS: readonly BadInput[] = [
  [
    "an owner that acts as itself",
    role({ privileges: Privileges.owner(), maxTtl: Duration.hours(1), actsAsGroup: false }),
    "acts-as-group",
    ROLE,
    "actsAsGroup is false for the owner's privileges: what its sessions make would belong to one login, and no group would get anything on it",
    "leave actsAsGroup out, or give it other privileges",
  ],
  [
    "settings that set nothing",
    set({}),
    "session-settings",
    ROLE,
    "the settings set nothing",
    "name a setting, or leave settings out",
  ],
  [
    "a setting that no login can be given",
    set({ connectionLimit: 4, work_mem: "1GB" } as SessionSettingsProps),
    "session-settings",
    ROLE,
    'the settings have "work_mem", which is none that a login can be given here',
    "use searchPath, statementTimeout, lockTimeout, idleInTransactionSessionTimeout, connectionLimit",
  ],
  [
    "a limit of no sessions",
    set({ connectionLimit: 0 }),
    "connection-limit",
    ROLE,
    "connectionLimit is 0",
    "use a whole number from 1 to 262143, or leave it out",
  ],
  [
    "a limit of half a session",
    set({ connectionLimit: 2.5 }),
    "connection-limit",
    ROLE,
    "connectionLimit is 2.5",
    "use a whole number from 1 to 262143, or leave it out",
  ],
  [
    "a limit that only Terraform knows",
    (stack) => set({ connectionLimit: new TerraformVariable(stack, "limit", {}).numberValue })(stack),
    "connection-limit",
    ROLE,
    "the connectionLimit is known only when Terraform runs",
    UNKNOWN,
  ],
  [
    "statements of no time",
    set({ statementTimeout: Duration.seconds(0) }),
    "duration",
    ROLE,
    "statementTimeout is 0 seconds, which is not a valid length of time",
    TIME,
  ],
  [
    "a time that only Terraform knows",
    (stack) =>
      set({ lockTimeout: Duration.seconds(new TerraformVariable(stack, "wait", {}).numberValue) })(stack),
    "duration",
    ROLE,
    "the lockTimeout is known only when Terraform runs",
    UNKNOWN,
  ],
  [
    "a time that PostgreSQL can't count",
    set({ idleInTransactionSessionTimeout: Duration.days(25) }),
    "duration",
    ROLE,
    "idleInTransactionSessionTimeout is 25 days, longer than PostgreSQL can count",
    "use 24 days or less, or leave it out",
  ],
  [
    "a wait for locks that outlives the statement",
    set({ lockTimeout: Duration.seconds(10), statementTimeout: Duration.seconds(5) }),
    "ttl-order",
    ROLE,
    "lockTimeout is 10 seconds, longer than statementTimeout, which is 5 seconds",
    "lower lockTimeout or raise statementTimeout",
  ],
  [
    "a search path of nothing",
    set({ searchPath: [] }),
    "search-path",
    ROLE,
    "searchPath is empty",
    "name a schema, or leave it out",
  ],
  [
    "a search path with a schema of no database",
    set({ searchPath: ["public", "sales"] }),
    "search-path",
    ROLE,
    'searchPath has "sales", which is no schema of the database',
    'use "public", or add it to the schemas of the database',
  ],
  [
    "a search path with a schema twice",
    set({ searchPath: ["public", "public"] }),
    "search-path",
    ROLE,
    'searchPath has "public" twice',
    "list it once",
  ],
];

export const BAD_ROLES: readonly BadInput[] = [
  ...BAD_SESSIONS,
  [
    "a role name that only Terraform knows",
    (stack) => role({}, new TerraformVariable(stack, "name", {}).stringValue)(stack),
    "vault-name",
    "bad/database/appdb/role-",
    "the name of the role is known only when Terraform runs",
    UNKNOWN,
  ],
  [
    "a limit of no requests",
    role({ rateLimit: RateLimit.of(0, { per: Duration.minutes(1) }) }),
    "rate-limit",
    "bad/database/appdb/app",
    "the rateLimit is of 0 requests",
    "use a whole number from 1 to 1000",
  ],
  [
    "a limit that a client is without a user by",
    role({ maxTtl: Duration.hours(24), rateLimit: RateLimit.of(2, { per: Duration.days(7) }) }),
    "rate-limit",
    "bad/database/appdb/app",
    "the rateLimit is of 2 in 7 days, and a credential lives 24 hours at most: a client would be without one",
    "allow more requests, or give a shorter per",
  ],
  [
    "a limit of requests in no time",
    role({ rateLimit: RateLimit.of(10, { per: Duration.minutes(0) }) }),
    "duration",
    "bad/database/appdb/app",
    "per of the rateLimit is 0 minutes, which is not a valid length of time",
    TIME,
  ],
  [
    "two limits of one name",
    (stack) => {
      for (const [name, path] of [
        ["one", "team/database"],
        ["two", "team-database"],
      ] as const) {
        new DatabaseSecretsEngine(stack, name, { path })
          .addPostgresConnection("appdb", {
            database: new PostgresDatabase(stack, `db-${name}`, { databaseName: name }),
            endpoint: { host: "a" },
            tls: PostgresTls.disabled(),
            rootCredential: RootCredential.generated(),
          })
          .addRole("app", {
            privileges: Privileges.readOnly(),
            rateLimit: RateLimit.of(10, { per: Duration.minutes(1) }),
          });
      }
    },
    "duplicate-name",
    "bad/two/appdb/app",
    'Vault rate limit "team-database-app" is already taken by bad/one/appdb/app',
    OWN_NAME,
  ],
  [
    "a role name with a space",
    role({}, "my app"),
    "vault-name",
    "bad/database/appdb/my app",
    'role "my app" can\'t be part of a Vault path',
    NAME,
  ],
  [
    "a role without a name",
    role({}, ""),
    "vault-name",
    "bad/database/appdb/role-",
    'role "" can\'t be part of a Vault path',
    NAME,
  ],
  [
    "a role twice",
    (stack) => {
      const to = addConnection(stack);
      to.addRole("app", { privileges: Privileges.readOnly() });
      to.addRole("app", { privileges: Privileges.readOnly() });
    },
    "duplicate-name",
    "bad/database/appdb/role-app",
    'Vault path "database/creds/app" is already taken by bad/database/appdb/app',
    OWN_NAME,
  ],
  [
    "a role's TTL of zero",
    role({ defaultTtl: Duration.minutes(0) }),
    "duration",
    "bad/database/appdb/app",
    "defaultTtl is 0 minutes, which is not a valid length of time",
    TIME,
  ],
  [
    "a role's default TTL above its maximum",
    role({ defaultTtl: Duration.hours(2), maxTtl: Duration.hours(1) }),
    "ttl-order",
    "bad/database/appdb/app",
    "defaultTtl is 2 hours, longer than maxTtl, which is 1 hour",
    "lower defaultTtl or raise maxTtl",
  ],
  [
    "one role name on two connections of an engine",
    (stack) => {
      const mount = new DatabaseSecretsEngine(stack, "database");
      for (const name of ["one", "two"]) {
        const database = new PostgresDatabase(stack, name, { databaseName: name });
        const props = {
          endpoint: { host: "a" },
          tls: PostgresTls.disabled(),
          rootCredential: RootCredential.generated(),
        };
        mount
          .addPostgresConnection(name, { database, ...props })
          .addRole("app", { privileges: Privileges.readOnly() });
      }
    },
    "duplicate-name",
    "bad/database/two/app",
    'Vault path "database/creds/app" is already taken by bad/database/one/app',
    OWN_NAME,
  ],
];
