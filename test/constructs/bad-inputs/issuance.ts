import { type TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  Issuance,
  PostgresConnection,
  PostgresDatabase,
  PostgresTls,
  RootCredential,
} from "../../../constructs";
import type { BadInput } from "./bad-input";

const database = (stack: TerraformStack, account?: string) =>
  new PostgresDatabase(stack, "db", { databaseName: "appdb", account, issuance: Issuance.functions() });

const LONG = "v".repeat(54);
const NOTHING =
  'nothing makes the functions of database "appdb": no connection to it rotates the password of its account';
const ROTATE = "leave rotateRoot out on a connection of this stack, or use Issuance.statements()";

export const BAD_ISSUANCES: readonly BadInput[] = [
  [
    "an account with too long a name for 64 issuers",
    (stack) => database(stack, LONG),
    "identifier",
    "bad/db",
    `issuer of the account "${LONG}_issuer_63" is not a plain PostgreSQL name`,
    "use at most 63 characters; it has 64",
  ],
  [
    "functions that no rotation makes",
    (stack) =>
      new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
        database: database(stack),
        endpoint: { host: "postgres" },
        tls: PostgresTls.verifyFull(),
        rootCredential: RootCredential.generated(),
        rotateRoot: false,
      }),
    "issuance",
    "bad/database/appdb",
    NOTHING,
    ROTATE,
  ],
  [
    "functions of a database whose connection was configured elsewhere",
    (stack) =>
      PostgresConnection.fromName(stack, "shared", {
        engine: DatabaseSecretsEngine.fromPath(stack, "engine", "team-a"),
        database: database(stack),
      }),
    "issuance",
    "bad/shared",
    NOTHING,
    ROTATE,
  ],
];
