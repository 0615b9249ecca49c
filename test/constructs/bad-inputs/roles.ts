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

export const BAD_ROLES: readonly BadInput[] = [
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
