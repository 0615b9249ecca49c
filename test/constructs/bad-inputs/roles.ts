import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  type PostgresRoleProps,
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
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
