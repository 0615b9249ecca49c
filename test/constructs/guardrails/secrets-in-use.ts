import { Fn, TerraformLocal, TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { type BrokenProduction, CONNECTION, override } from "./broken-productions";

type Edit = (stack: TerraformStack) => void;

const inStack = (edit: Edit, at: string, message: string): BrokenProduction => [
  "no-literal-password",
  edit,
  `production (${at})`,
  message,
];
const token = (value: unknown) => override("vault", "token", value);
const inProvider = (edit: Edit, message: string) => inStack(edit, "provider vault", message);

/** A variable that is used as the token of Vault's provider. */
const tokenOf = (stack: TerraformStack, config: object): TerraformVariable => {
  const variable = new TerraformVariable(stack, "deployer", { type: "string", ...config });
  token(variable.stringValue)(stack);
  return variable;
};

const random: Edit = (stack) => stack.addOverride("resource.random_password.root", { length: 40 });

/** Secrets where they are used, whatever they are called. */
export const SECRETS_IN_USE: readonly BrokenProduction[] = [
  inProvider(token('${join("", ["hun", "ter2"])}'), "token is a literal"),
  inProvider(token('${coalesce(var.nothing, "hunter2")}'), "token is a literal"),
  inProvider(token("prefix-${var.x}"), "token is a literal"),
  inProvider((stack) => token(Fn.base64decode("aHVudGVyMg=="))(stack), "token is a literal"),
  inProvider(override("vault", "headers", [{ name: "X-Api-Key", value: "hunter2" }]), "value is a literal"),
  inProvider(
    override("vault", "headers", [{ name: "X-Anything", value: "Bearer hunter2" }]),
    "value is a literal",
  ),
  inStack(
    (stack) => stack.addOverride("terraform.backend.s3.sse_customer_key", "MDEyMzQ1Njc4OWFiY2RlZg=="),
    "backend s3",
    "sse_customer_key is a literal",
  ),
  inStack(
    (stack) =>
      stack.addOverride("terraform.backend", {
        s3: undefined,
        gcs: { bucket: "state", encryption_key: "MDEyMzQ1Njc4OWFiY2RlZg==" },
      }),
    "backend gcs",
    "encryption_key is a literal",
  ),
  inProvider(
    override("vault", "auth_login_userpass", [{ username: "x", password: "hunter2" }]),
    "password is a literal",
  ),
  inProvider(
    (stack) => token(new TerraformLocal(stack, "anything", "hunter2").asString)(stack),
    "token is a literal",
  ),
  inProvider(token('${file("token.txt")}'), "token comes from a file"),
  inProvider(
    (stack) => void tokenOf(stack, { default: "hunter2" }),
    'token comes from variable "deployer", which has a default',
  ),
  inProvider(
    token("${data.aws_secretsmanager_secret_version.x.secret_string}"),
    "token comes from data.aws_secretsmanager_secret_version.x, which is in the state",
  ),
  [
    "no-literal-password",
    override(`${CONNECTION}/Resource`, "postgresql.password_wo", "${random_string.root.result}"),
    `production/${CONNECTION}`,
    "password_wo comes from random_string.root, which is in the state",
  ],
  inStack(random, "random_password.root", "what random_password makes is in the state"),
  inStack(
    (stack) => void new TerraformLocal(stack, "db_password", "hunter2"),
    "local db_password",
    "it is a literal",
  ),
  inStack(
    (stack) => void new TerraformOutput(stack, "db_password", { value: "hunter2" }),
    "output db_password",
    "it is a literal",
  ),
  inStack(
    (stack) => {
      const variable = tokenOf(stack, { sensitive: true });
      new TerraformOutput(stack, "anything", { value: variable.stringValue, sensitive: true });
    },
    "output anything",
    'it gives variable "deployer" away',
  ),
  inStack(
    (stack) => void new TerraformOutput(stack, "anything", { value: "${random_string.root.result}" }),
    "output anything",
    "it gives random_string.root away",
  ),
  inStack(
    (stack) =>
      void new TerraformOutput(stack, "anything", { value: "${ephemeral.random_password.x.result}" }),
    "output anything",
    "it gives an ephemeral value away",
  ),
  inStack(
    (stack) => void new TerraformLocal(stack, "anything", `hvs.${"a".repeat(24)}`),
    "local anything",
    "it holds a token of Vault's",
  ),
  inStack(
    (stack) => void new TerraformLocal(stack, "anything", "-----BEGIN EC PRIVATE KEY-----\n…"),
    "local anything",
    "it holds a private key",
  ),
  inStack(
    (stack) => void new TerraformLocal(stack, "anything", `AKIA${"A".repeat(16)}`),
    "local anything",
    "it holds an access key of AWS's",
  ),
  [
    "no-literal-password",
    override("database/Resource", "description", "root password: Sommer2024!Sommer2024"),
    "production/database",
    "it holds a password",
  ],
  inStack(
    (stack) =>
      void new TerraformVariable(stack, "region", { description: "the admin's password is Tr0ub4dor&3" }),
    "variable region",
    "it holds a password",
  ),
  inStack(
    (stack) => stack.addOverride("//.note", "password: Tr0ub4dor&3"),
    "comment //",
    "it holds a password",
  ),
  inStack(
    (stack) => void new TerraformOutput(stack, "pw", { value: "hunter2" }),
    "output pw",
    "it is a literal",
  ),
  [
    "no-password-in-url",
    (stack) => stack.addOverride("//.note", "postgres://postgres:hunter2@db/appdb"),
    "production (comment //)",
    "a URL holds a password",
  ],
  [
    "no-password-in-url",
    override("postgresql", "host", "postgres:hunter2@db.internal"),
    "production (provider postgresql)",
    "a URL holds a password",
  ],
];
