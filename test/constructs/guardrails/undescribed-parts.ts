import { DataVaultKvSecretV2 } from "@cdktf/provider-vault/lib/data-vault-kv-secret-v2";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { type TerraformElement, TerraformHclModule, type TerraformStack } from "cdktf";
import { renewalStatements } from "../../../constructs/postgres/statements/creation";
import { revocationStatements } from "../../../constructs/postgres/statements/revocation";
import {
  assign,
  at,
  type BrokenProduction,
  CONNECTION,
  CREATE,
  override,
  remove,
  ROLE,
} from "./broken-productions";

type Edit = (stack: TerraformStack) => void;

const byHand = (edit: Edit, path: string, what: string): BrokenProduction => [
  "undescribed",
  edit,
  path,
  `no construct describes this: ${what}`,
];

/** An argument of a resource that a construct wrote. */
const changed = (
  edit: Edit,
  construct: string,
  argument: string,
  what: string,
  written?: string,
): BrokenProduction => [
  "undescribed",
  edit,
  `production/${construct} (${argument})`,
  written === undefined
    ? `its ${what} has an argument that its construct didn't write`
    : `its ${what} has another value than its construct wrote: ${written}`,
];

const inConnection = (argument: string, value: unknown, written?: string) =>
  changed(
    override(`${CONNECTION}/Resource`, argument, value),
    CONNECTION,
    argument,
    "vault_database_secret_backend_connection",
    written,
  );

const statements = (property: string, argument: string, written: string, ...sql: string[]) =>
  changed(
    assign(`${ROLE}/Resource`, property, sql),
    ROLE,
    argument,
    "vault_database_secret_backend_role",
    written,
  );
/** As much of a long list as a finding shows. */
const start = (list: readonly string[]) => `${JSON.stringify(list).replace(/\s+/g, " ").slice(0, 100)}…`;
const creation = (...sql: string[]) =>
  statements(
    "creationStatements",
    "creation_statements",
    `["${CREATE.replaceAll('"', '\\"')} INHERIT IN ROL…`,
    ...sql,
  );
const renewal = (...sql: string[]) =>
  statements("renewStatements", "renew_statements", JSON.stringify(renewalStatements()), ...sql);
const revocation = (...sql: string[]) =>
  statements(
    "revocationStatements",
    "revocation_statements",
    start(revocationStatements("app_owner")),
    ...sql,
  );

const URL = "postgresql://{{username}}:{{password}}@postgres.production.internal:5432/appdb";
const policy = { name: "admin", policy: '{"path":{"secret/x":{"capabilities":["read"]}}}' };

/** What no construct describes: by hand, by an override, or taken out. */
export const UNDESCRIBED_PARTS: readonly BrokenProduction[] = [
  byHand((stack) => void new Policy(stack, "admin", policy), "production/admin", "vault_policy"),
  byHand(
    (stack) => stack.addOverride("resource.vault_cert_auth_backend_role.root", { role_name: "root" }),
    "production (vault_cert_auth_backend_role.root)",
    "vault_cert_auth_backend_role",
  ),
  byHand(
    (stack) => void new DataVaultKvSecretV2(stack, "kv", { mount: "secret", name: "x" }),
    "production/kv",
    "data vault_kv_secret_v2",
  ),
  byHand(
    (stack) => void new VaultProvider(stack, "other", { alias: "other" }),
    "production (provider vault.other)",
    "provider vault.other",
  ),
  byHand(
    (stack) => void new PostgresqlProvider(stack, "eu", { alias: "eu" }),
    "production (provider postgresql.eu)",
    "provider postgresql.eu",
  ),
  byHand(
    (stack) =>
      void new TerraformHclModule(stack, "vault-module", { source: "hashicorp/vault/aws", version: "1.0.0" }),
    "production (module vault-module)",
    "module vault-module",
  ),
  byHand(
    (stack) =>
      stack.addOverride("resource.terraform_data.x", {
        provisioner: [{ "local-exec": { command: "vault" } }],
      }),
    "production (terraform_data.x)",
    "terraform_data, which runs a program",
  ),
  byHand(
    (stack) => stack.addOverride("data.external.x", { program: ["vault"] }),
    "production (data.external.x)",
    "data external",
  ),
  byHand(remove("appdb/owner-public"), "production/appdb/owner-public", "postgresql_grant, taken out"),
  inConnection("verify_connection", false, "true"),
  inConnection("verify_connection", "${var.x}", "true"),
  inConnection("postgresql.password_authentication", "password", "scram-sha-256"),
  inConnection("postgresql.self_managed", true),
  inConnection("lifecycle.ignore_changes", ["allowed_roles"]),
  inConnection("count", 1),
  inConnection(
    "postgresql.connection_url",
    "postgresql://root@db/x?sslmode=verify-full",
    `${URL}?sslmode=verify-full`,
  ),
  inConnection(
    "postgresql.connection_url",
    `${URL}?sslmode=verify-full&host=evil`,
    `${URL}?sslmode=verify-full`,
  ),
  changed(
    assign(`${CONNECTION}/Resource`, "allowedRoles", ["*"]),
    CONNECTION,
    "allowed_roles",
    "vault_database_secret_backend_connection",
    '["app-migrator","app-readonly","app-readwrite"]',
  ),
  changed(
    override("approle/myapp/Resource", "token_type", "batch"),
    "approle/myapp",
    "token_type",
    "vault_approle_auth_backend_role",
  ),
  changed(
    override("kubernetes/myapp/Resource", "token_type", "batch"),
    "kubernetes/myapp",
    "token_type",
    "vault_kubernetes_auth_backend_role",
  ),
  changed(
    override("approle/Resource", "tune", [{ token_type: "default-batch" }]),
    "approle",
    "tune.token_type",
    "vault_auth_backend",
  ),
  changed(
    (stack) => {
      const { friendlyUniqueId } = at(stack, "audit/file") as TerraformElement;
      stack.addOverride(`resource.vault_audit.${friendlyUniqueId}.local`, true);
    },
    "audit/file",
    "local",
    "vault_audit",
  ),
  creation('CREATE ROLE "{{name}}"'),
  creation(`CREATE ROLE "{{name}}" -- VALID UNTIL '{{expiration}}'`),
  creation(CREATE, `ALTER ROLE "{{name}}" VALID UNTIL 'infinity'`),
  renewal("SELECT 1"),
  revocation('DROP ROLE "{{name}}"'),
  revocation("-- NOLOGIN", "COMMIT AND CHAIN", 'DROP ROLE "{{name}}"'),
  revocation("/* ALTER ROLE x NOLOGIN */", "COMMIT", 'DROP  ROLE "{{name}}"'),
];
