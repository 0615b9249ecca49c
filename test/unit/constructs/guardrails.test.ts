import { TerraformElement, TerraformVariable, type TerraformStack } from "cdktf";
import { findingsOf } from "../bad-inputs/expect-finding";
import { Guardrails, Duration, RootCredential, type Finding } from "../../../constructs";
import { RULES } from "../../../constructs/rules";
import { environments } from "../../../environments";
import { VaultDatabaseStack } from "../../../stacks/vault-database-stack";

const production = environments.find(({ name }) => name === "production")!;

/** What the guardrails find in production after an edit of what is rendered. */
function findingsAfter(edit: (stack: TerraformStack) => void): readonly Finding[] {
  return findingsOf((outer) => edit(new VaultDatabaseStack(outer.node.root as TerraformStack, production)));
}

/** Overrides an argument of the one resource at a construct path below the stack. */
const override =
  (path: string, argument: string, value: unknown) =>
  (stack: TerraformStack): void => {
    const found = stack.node.findAll().find((each) => each.node.path === `production/${path}`);
    if (!(found instanceof TerraformElement)) throw new Error(`nothing at production/${path}`);
    found.addOverride(argument, value);
  };

/** Sets a list or a text of the resource at a construct path; an override would be merged into it. */
const assign =
  (path: string, property: string, value: unknown) =>
  (stack: TerraformStack): void => {
    const found = stack.node.findAll().find((each) => each.node.path === `production/${path}`);
    if (!found || !(property in found)) throw new Error(`no ${property} at production/${path}`);
    Object.assign(found, { [property]: value });
  };

const remove =
  (path: string) =>
  (stack: TerraformStack): void => {
    const found = stack.node.findAll().find((each) => each.node.path === `production/${path}`);
    if (!found?.node.scope?.node.tryRemoveChild(found.node.id))
      throw new Error(`nothing at production/${path}`);
  };

const ROLE = "database/appdb/app-readonly";
const CONNECTION = "database/appdb";

/** Each rule: an edit that breaks it, where it is found, and what the finding says. */
const broken: readonly [
  rule: string,
  edit: (stack: TerraformStack) => void,
  path: string,
  message: string,
][] = [
  ["audit-device", remove("audit/syslog"), "production", "it has 1 kinds of audit device, and needs 2"],
  [
    "bounded-secret-id",
    override("approle/myapp/Resource", "secret_id_num_uses", 0),
    "production/approle/myapp",
    "a secret ID can be used without end",
  ],
  [
    "bounded-secret-id",
    override("approle/myapp/Resource", "secret_id_ttl", 0),
    "production/approle/myapp",
    "a secret ID lives for ever",
  ],
  [
    "ephemeral-variables",
    (stack) => {
      const variable = new TerraformVariable(stack, "root", { type: "string" });
      override(`${CONNECTION}/Resource`, "postgresql.password_wo", variable.stringValue)(stack);
    },
    `production/${CONNECTION}`,
    'variable "root" is not sensitive and ephemeral',
  ],
  [
    "kubernetes-audience",
    override("kubernetes/myapp/Resource", "audience", ""),
    "production/kubernetes/myapp",
    "it takes tokens for any audience",
  ],
  [
    "kubernetes-reviewer-audience",
    override("kubernetes/config", "disable_local_ca_jwt", true),
    "production/kubernetes/myapp",
    'audience "vault" is not the API server\'s own',
  ],
  [
    "lease-ttl-bounds",
    override(`${ROLE}/Resource`, "default_ttl", 60),
    `production/${ROLE}`,
    "default_ttl is 60 s; the bounds are 15 minutes and 24 hours",
  ],
  [
    "no-default-policy",
    override("approle/myapp/Resource", "token_no_default_policy", false),
    "production/approle/myapp",
    "its token has the default policy",
  ],
  [
    "no-default-policy",
    override("approle/myapp/Resource", "token_policies", [
      "${vault_policy.approle_myapp_policy_750DCB13.name}",
      "admin",
    ]),
    "production/approle/myapp",
    "its token has not exactly one policy",
  ],
  [
    "no-grant-to-public",
    override("appdb/public", "privileges", ["CONNECT"]),
    "production/appdb/public",
    "grants CONNECT to PUBLIC",
  ],
  [
    "no-grant-to-public",
    assign(`${ROLE}/Resource`, "creationStatements", [
      "CREATE ROLE \"{{name}}\" VALID UNTIL '{{expiration}}'",
      "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC",
    ]),
    `production/${ROLE}`,
    "creation_statements grant to PUBLIC",
  ],
  [
    "no-literal-password",
    override("appdb/account", "password_wo", "hunter2"),
    "production/appdb/account",
    "password_wo is a literal",
  ],
  [
    "no-literal-password",
    override("vault", "token", "hvs.secret"),
    "production (provider vault)",
    "token is a literal",
  ],
  [
    "no-password-in-url",
    override(`${CONNECTION}/rotation`, "data_json", '{"url":"postgres://root:hunter2@db/x"}'),
    `production/${CONNECTION}/rotation`,
    "a URL holds a password",
  ],
  [
    "no-raw-audit",
    override("audit/file", "options.log_raw", "true"),
    "production/audit/file",
    "log_raw is true",
  ],
  [
    "no-superuser",
    override("appdb/account", "superuser", true),
    "production/appdb/account",
    'role "vault_appdb" has superuser',
  ],
  [
    "no-wildcard-allowed-roles",
    assign(`${CONNECTION}/Resource`, "allowedRoles", ["*"]),
    `production/${CONNECTION}`,
    'allowed_roles is ["*"]',
  ],
  [
    "no-wildcard-service-accounts",
    assign("kubernetes/myapp/Resource", "boundServiceAccountNamespaces", ["team-*"]),
    "production/kubernetes/myapp",
    'bound_service_account_namespaces is ["team-*"]',
  ],
  [
    "prevent-destroy",
    override("database/Resource", "lifecycle.prevent_destroy", false),
    "production/database",
    "Terraform may destroy this vault_mount",
  ],
  [
    "remote-state",
    (stack) => stack.addOverride("terraform.backend", { local: { path: "x" }, s3: undefined }),
    "production",
    "its state is a local file",
  ],
  [
    "remote-state",
    (stack) => stack.addOverride("terraform.backend.s3.use_lockfile", false),
    "production",
    "its state in S3 is not locked",
  ],
  [
    "revocation-closes-first",
    assign(`${ROLE}/Resource`, "revocationStatements", ['DROP ROLE "{{name}}"']),
    `production/${ROLE}`,
    "revocation_statements don't close the login first and commit",
  ],
  [
    "role-ttl-within-mount",
    override("database/Resource", "max_lease_ttl_seconds", 7200),
    `production/${ROLE}`,
    "max_ttl is 86400 s; its mount allows 7200 s",
  ],
  [
    "root-rotation",
    remove(`${CONNECTION}/rotation`),
    `production/${CONNECTION}`,
    "its root password is never rotated",
  ],
  [
    "scoped-policies",
    override("approle/myapp/policy", "policy", '{"path":{"secret/*":{"capabilities":["read"]}}}'),
    "production/approle/myapp/policy",
    '"secret/*" is a wildcard',
  ],
  [
    "scoped-policies",
    override("approle/myapp/policy", "policy", '{"path":{"sys/leases/renew":{"capabilities":["update"]}}}'),
    "production/approle/myapp/policy",
    '"sys/leases/renew" is open to every lease',
  ],
  [
    "scram",
    override(`${CONNECTION}/Resource`, "postgresql.password_authentication", "password"),
    `production/${CONNECTION}`,
    "password_authentication is not scram-sha-256",
  ],
  [
    "templated-connection-url",
    override(
      `${CONNECTION}/Resource`,
      "postgresql.connection_url",
      "postgresql://root@db/x?sslmode=verify-full",
    ),
    `production/${CONNECTION}`,
    "connection_url has no {{username}}:{{password}}",
  ],
  [
    "token-outlives-lease",
    (stack) => {
      override("approle/myapp/Resource", "token_period", 0)(stack);
      override("approle/myapp/Resource", "token_max_ttl", 1800)(stack);
    },
    "production/approle/myapp",
    'its token lives 1800 s, a lease of "app-readwrite" 3600 s',
  ],
  [
    "valid-until",
    assign(`${ROLE}/Resource`, "creationStatements", ['CREATE ROLE "{{name}}"']),
    `production/${ROLE}`,
    "creation_statements set no VALID UNTIL",
  ],
  [
    "valid-until",
    assign(`${ROLE}/Resource`, "renewStatements", ["SELECT 1"]),
    `production/${ROLE}`,
    "renew_statements set no VALID UNTIL",
  ],
  [
    "verified-tls",
    override(
      `${CONNECTION}/Resource`,
      "postgresql.connection_url",
      "postgresql://{{username}}:{{password}}@db/x?sslmode=require",
    ),
    `production/${CONNECTION}`,
    "sslmode is require",
  ],
  [
    "verify-connection",
    override(`${CONNECTION}/Resource`, "verify_connection", false),
    `production/${CONNECTION}`,
    "verify_connection is false",
  ],
];

test("every environment keeps every rule", () => {
  for (const environment of environments) {
    expect(
      findingsOf((outer) => new VaultDatabaseStack(outer.node.root as TerraformStack, environment)),
    ).toEqual([]);
  }
});

test.each(broken)("%s finds it", (rule, edit, path, message) => {
  const fix = RULES.find(({ id }) => id === rule)?.fix;
  expect(findingsAfter(edit)).toContainEqual({ rule, path, message, fix });
});

test("every rule has a stack that breaks it", () => {
  expect([...new Set(broken.map(([rule]) => rule))].sort()).toEqual(RULES.map(({ id }) => id).sort());
});

describe("an acknowledgement", () => {
  const noRotation = remove(`${CONNECTION}/rotation`);
  const acknowledge = (rule: string, reason: string) => (stack: TerraformStack) => {
    noRotation(stack);
    Guardrails.acknowledge(stack.node.findChild("database"), rule, reason);
  };

  test("with a reason accepts what a rule finds in a construct and below", () => {
    expect(findingsAfter(acknowledge("root-rotation", "the DBA rotates it by hand until June"))).toEqual([]);
  });

  test("without a reason is a finding", () => {
    expect(findingsAfter(acknowledge("root-rotation", "because"))).toEqual([
      {
        rule: "acknowledgement",
        path: "production/database",
        message: '"because" is no reason for "root-rotation"',
        fix: "say in a sentence why this is fine here",
      },
    ]);
  });

  test("of a rule that finds nothing is a finding", () => {
    expect(findingsAfter((stack) => Guardrails.acknowledge(stack, "scram", "some reason of old"))).toEqual([
      {
        rule: "acknowledgement",
        path: "production",
        message: 'rule "scram" finds nothing here any more',
        fix: "take the acknowledgement out",
      },
    ]);
  });

  test("of a rule that doesn't exist names those that do", () => {
    const [finding] = findingsAfter((stack) =>
      Guardrails.acknowledge(stack, "no-such-rule", "some reason of old"),
    );
    expect(finding).toMatchObject({ rule: "acknowledgement", message: 'there is no rule "no-such-rule"' });
    expect(finding?.fix).toMatch(/^use the name of a rule: audit-device, bounded-secret-id, /);
  });

  test("of another construct accepts nothing", () => {
    const findings = findingsAfter((stack) => {
      noRotation(stack);
      Guardrails.acknowledge(stack.node.findChild("approle"), "root-rotation", "the DBA rotates it by hand");
    });
    expect(findings.map(({ rule }) => rule)).toEqual(["root-rotation", "acknowledgement"]);
  });
});

test("a profile can be made stricter", () => {
  const strict = { ...production, guardrails: Guardrails.production({ maxTtl: Duration.hours(1) }) };
  const findings = findingsOf((outer) => new VaultDatabaseStack(outer.node.root as TerraformStack, strict));
  expect(findings.map(({ rule }) => rule)).toContain("lease-ttl-bounds");
});

test("RootCredential.fromVariable makes its variable sensitive and ephemeral", () => {
  const findings = findingsAfter((stack) => {
    const variable = new TerraformVariable(stack, "root", { type: "string" });
    const password = RootCredential.fromVariable(variable).bind(stack);
    override(`${CONNECTION}/Resource`, "postgresql.password_wo", password)(stack);
  });
  expect(findings).toEqual([]);
});
