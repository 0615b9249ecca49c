import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  type DatabaseSecretsEngineProps,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";
import type { BadInput } from "./bad-input";

const PATH = "use names joined by slashes, without a slash at either end: team-a/database";
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";
const UNKNOWN =
  "write it as text: policies and access.json contain it, and are written before Terraform runs";

const engine = (props: DatabaseSecretsEngineProps) => (stack: TerraformStack) =>
  new DatabaseSecretsEngine(stack, "database", props);

export const BAD_ENGINES: readonly BadInput[] = [
  [
    "an engine path with a slash at its end",
    engine({ path: "database/" }),
    "mount-path",
    "bad/database",
    '"database/" can\'t be the path of a mount',
    PATH,
  ],
  [
    "an engine path with a slash at its start",
    engine({ path: "/database" }),
    "mount-path",
    "bad/database",
    '"/database" can\'t be the path of a mount',
    PATH,
  ],
  [
    "an empty engine path",
    engine({ path: "" }),
    "mount-path",
    "bad/database",
    '"" can\'t be the path of a mount',
    PATH,
  ],
  [
    "an engine path with a wildcard",
    engine({ path: "data*" }),
    "mount-path",
    "bad/database",
    '"data*" can\'t be the path of a mount',
    PATH,
  ],
  [
    "a lease TTL of zero",
    engine({ defaultLeaseTtl: Duration.seconds(0) }),
    "duration",
    "bad/database",
    "defaultLeaseTtl is 0 seconds, which is not a valid length of time",
    TIME,
  ],
  [
    "a negative lease TTL",
    engine({ defaultLeaseTtl: Duration.hours(-1) }),
    "duration",
    "bad/database",
    "defaultLeaseTtl is -1 hours, which is not a valid length of time",
    TIME,
  ],
  [
    "half a second",
    engine({ defaultLeaseTtl: Duration.seconds(0.5) }),
    "duration",
    "bad/database",
    "defaultLeaseTtl is 0.5 seconds, which is not a valid length of time",
    TIME,
  ],
  [
    "no number of hours",
    engine({ maxLeaseTtl: Duration.hours(NaN) }),
    "duration",
    "bad/database",
    "maxLeaseTtl is NaN hours, which is not a valid length of time",
    TIME,
  ],
  [
    "a default lease longer than the maximum",
    engine({ defaultLeaseTtl: Duration.hours(12), maxLeaseTtl: Duration.hours(6) }),
    "ttl-order",
    "bad/database",
    "defaultLeaseTtl is 12 hours, longer than maxLeaseTtl, which is 6 hours",
    "lower defaultLeaseTtl or raise maxLeaseTtl",
  ],
  [
    "an engine where Vault has its own",
    engine({ path: "sys/database" }),
    "mount-path",
    "bad/database",
    '"sys/database" can\'t be the path of an engine: Vault itself uses "sys"',
    "choose another path",
  ],
  [
    "an engine inside another",
    (stack) => [engine({})(stack), new DatabaseSecretsEngine(stack, "other", { path: "database/sub" })],
    "duplicate-name",
    "bad/other",
    'Vault mount "database/sub" overlaps with "database", taken by bad/database',
    "choose a path that is neither above nor below that of another mount",
  ],
  [
    "an engine path that only Terraform knows",
    (stack) => engine({ path: new TerraformVariable(stack, "path", {}).stringValue })(stack),
    "mount-path",
    "bad/database",
    "the path of the engine is known only when Terraform runs",
    UNKNOWN,
  ],
  [
    "a lease TTL that Vault can't count",
    engine({ maxLeaseTtl: Duration.days(200_000) }),
    "duration",
    "bad/database",
    "maxLeaseTtl is 200000 days, which is not a valid length of time",
    TIME,
  ],
  [
    "a lease TTL of hours that only Terraform knows",
    (stack) =>
      engine({ maxLeaseTtl: Duration.hours(new TerraformVariable(stack, "hours", {}).numberValue) })(stack),
    "duration",
    "bad/database",
    "maxLeaseTtl is a number that only Terraform knows",
    "write the number down, or use Duration.seconds",
  ],
  [
    "two engines on one path",
    (stack) => [engine({})(stack), new DatabaseSecretsEngine(stack, "other", { path: "database" })],
    "duplicate-name",
    "bad/other",
    'Vault mount "database" is already taken by bad/database',
    "choose a path that is neither above nor below that of another mount",
  ],
  [
    "an engine from elsewhere with an empty path",
    (stack) => DatabaseSecretsEngine.fromPath(stack, "e", ""),
    "mount-path",
    "bad/e",
    '"" can\'t be the path of a mount',
    PATH,
  ],

  [
    "an engine of no time with a role",
    (stack) =>
      engine({ maxLeaseTtl: Duration.minutes(0) })(stack)
        .addPostgresConnection("appdb", {
          database: new PostgresDatabase(stack, "db", { databaseName: "appdb" }),
          endpoint: { host: "a" },
          tls: PostgresTls.verifyFull(),
          rootCredential: RootCredential.generated(),
        })
        .addRole("app", { privileges: Privileges.readOnly() }),
    "duration",
    "bad/database",
    "maxLeaseTtl is 0 minutes, which is not a valid length of time",
    TIME,
  ],
];
