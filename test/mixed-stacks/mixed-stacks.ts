import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { Extension } from "@cdktf/provider-postgresql/lib/extension";
import { Grant } from "@cdktf/provider-postgresql/lib/grant";
import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import { Schema } from "@cdktf/provider-postgresql/lib/schema";
import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { DataVaultPolicyDocument } from "@cdktf/provider-vault/lib/data-vault-policy-document";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import {
  Aspects,
  Fn,
  type IResolvable,
  propertyAccess,
  TerraformDataSource,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  type TerraformStack,
  Token,
  TerraformVariable,
} from "cdktf";
import type { IConstruct } from "constructs";
import {
  AppRoleAuth,
  AuditDevice,
  AuditTrail,
  DatabaseSecretsEngine,
  Duration,
  Guardrails,
  type PostgresConnectionProps,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../constructs";

/** A stack as people write them, and what has to be set for its rehearsal. */
export interface MixedStack {
  readonly what: string;
  readonly build: (stack: TerraformStack) => void;
  /** `name=value`, as `--set` takes it. @default - nothing */
  readonly set?: readonly string[];
  /** What the report has to list as not checked. @default - nothing */
  readonly notChecked?: readonly string[];
}

class Provider extends TerraformProvider {}

/** A provider that a rehearsal knows nothing of. */
function aws(stack: TerraformStack): void {
  new Provider(stack, "aws", {
    terraformResourceType: "aws",
    terraformGeneratorMetadata: {
      providerName: "aws",
      providerVersion: "5.0.0",
      providerVersionConstraint: "~> 5.0",
    },
    terraformProviderSource: "hashicorp/aws",
  }).addOverride("region", "eu-central-1");
}

function resource(scope: IConstruct, id: string, type: string, content: object = {}): TerraformResource {
  const made = new TerraformResource(scope, id, { terraformResourceType: type });
  for (const [name, value] of Object.entries(content)) made.addOverride(name, value);
  return made;
}

function data(scope: IConstruct, id: string, type: string, content: object = {}): TerraformDataSource {
  const read = new TerraformDataSource(scope, id, { terraformResourceType: type });
  for (const [name, value] of Object.entries(content)) read.addOverride(name, value);
  return read;
}

const REASON = "the platform team has it, and no application uses it";

/** A policy that reads below a path. */
const reads = (path: string) => JSON.stringify({ path: { [path]: { capabilities: ["read"] } } });

/** What a construct makes. */
const resourcesIn = ({ node }: IConstruct) =>
  node.findAll().filter((each) => each instanceof TerraformResource);

/** The stack that everybody starts from: a database with two roles, and a workload that reads one. */
function described(stack: TerraformStack, props: Partial<PostgresConnectionProps> = {}) {
  const engine = new DatabaseSecretsEngine(stack, "database");
  const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", owner: "app_owner" });
  const connection = engine.addPostgresConnection("appdb", {
    database,
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
    ...props,
  });
  const readonly = connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  const approle = new AppRoleAuth(stack, "approle");
  const workload = approle.addWorkload("app", {
    secretIdTtl: Duration.minutes(10),
    token: VaultToken.periodic(Duration.hours(1)),
  });
  readonly.grantRead(workload);
  return { engine, database, connection, readonly, approle, workload };
}

export function addProviders(stack: TerraformStack): void {
  new VaultProvider(stack, "vault", {});
  new PostgresqlProvider(stack, "postgresql", {});
}

export const MIXED_STACKS: readonly MixedStack[] = [
  {
    what: "a bucket and a network of another provider beside it",
    build: (stack) => {
      aws(stack);
      resource(stack, "bucket", "aws_s3_bucket", { bucket: "backups" });
      resource(stack, "vpc", "aws_vpc", { cidr_block: "10.0.0.0/16" });
      described(stack);
    },
    notChecked: ["aws_s3_bucket.bucket", "aws_vpc.vpc"],
  },
  {
    what: "a data source that nothing described depends on",
    build: (stack) => {
      aws(stack);
      data(stack, "region", "aws_region");
      described(stack);
    },
    notChecked: ["data.aws_region.region"],
  },
  {
    what: "a module that nothing described depends on, and an output of it",
    build: (stack) => {
      described(stack);
      const module = new TerraformHclModule(stack, "network", {
        source: "terraform-aws-modules/vpc/aws",
        version: "5.0.0",
      });
      new TerraformOutput(stack, "network-id", { value: module.getString("vpc_id") });
    },
    notChecked: ["module.network", "output.network-id"],
  },
  {
    what: "the host of a database that another provider makes",
    build: (stack) => {
      aws(stack);
      const instance = resource(stack, "main", "aws_db_instance", { engine: "postgres" });
      described(stack, { endpoint: { host: instance.getStringAttribute("address") } });
    },
    set: ["aws_db_instance.main.address=main.db.internal"],
    notChecked: ["aws_db_instance.main"],
  },
  {
    what: "the host and the port that a data source finds",
    build: (stack) => {
      aws(stack);
      const instance = data(stack, "main", "aws_db_instance");
      described(stack, {
        endpoint: { host: instance.getStringAttribute("address"), port: instance.getNumberAttribute("port") },
      });
    },
    set: ["data.aws_db_instance.main.address=main.db.internal", "data.aws_db_instance.main.port=6432"],
    notChecked: ["data.aws_db_instance.main"],
  },
  {
    what: "the host that a module gives",
    build: (stack) => {
      const module = new TerraformHclModule(stack, "rds", {
        source: "terraform-aws-modules/rds/aws",
        version: "6.0.0",
      });
      described(stack, { endpoint: { host: module.getString("db_instance_address") } });
    },
    set: ["module.rds.db_instance_address=main.db.internal"],
    notChecked: ["module.rds"],
  },
  {
    what: "a host that is joined of texts",
    build: (stack) => void described(stack, { endpoint: { host: Fn.join(".", ["postgres", "internal"]) } }),
  },
  {
    what: "a host that is joined of a variable and a local",
    build: (stack) => {
      const zone = new TerraformLocal(stack, "zone", "internal");
      const name = new TerraformVariable(stack, "name", { type: "string", default: "main" });
      described(stack, { endpoint: { host: Fn.join(".", [name.stringValue, zone.asString]) } });
    },
  },
  {
    what: "a host that is joined of a variable that has no default",
    build: (stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      described(stack, { endpoint: { host: Fn.join(".", [name.stringValue, "internal"]) } });
    },
  },
  {
    what: "a host that is formatted, in small letters",
    build: (stack) =>
      void described(stack, { endpoint: { host: Fn.lower(Fn.format("%s.%s", ["Postgres", "Internal"])) } }),
  },
  {
    what: "a local that is made of a local, in the host",
    build: (stack) => {
      const zone = new TerraformLocal(stack, "zone", { name: "internal", ports: [5433] });
      const host = new TerraformLocal(
        stack,
        "host",
        Fn.join(".", ["postgres", Token.asString(propertyAccess(zone.expression, ["name"]))]),
      );
      described(stack, { endpoint: { host: host.asString } });
    },
  },
  {
    what: "a local of what a data source finds, in the host",
    build: (stack) => {
      aws(stack);
      const zone = data(stack, "zone", "aws_route53_zone");
      const host = new TerraformLocal(
        stack,
        "host",
        Fn.join(".", ["postgres", zone.getStringAttribute("name")]),
      );
      described(stack, { endpoint: { host: host.asString } });
    },
    set: ["data.aws_route53_zone.zone.name=internal"],
    notChecked: ["data.aws_route53_zone.zone"],
  },
  {
    what: "an aspect that describes whatever can be described",
    build: (stack) => {
      described(stack);
      Aspects.of(stack).add({
        visit: (node: IConstruct) => {
          if (node instanceof TerraformResource && "description" in node)
            (node as { description?: string }).description = "made by the platform team";
        },
      });
    },
  },
  {
    what: "an aspect that tags whatever can be tagged",
    build: (stack) => {
      aws(stack);
      resource(stack, "bucket", "aws_s3_bucket", { bucket: "backups" });
      described(stack);
      Aspects.of(stack).add({
        visit: (node: IConstruct) => {
          if (node instanceof TerraformResource && node.terraformResourceType.startsWith("aws_"))
            node.addOverride("tags", { team: "platform" });
        },
      });
    },
    notChecked: ["aws_s3_bucket.bucket"],
  },
  {
    what: "a database that waits for a resource of another provider",
    build: (stack) => {
      aws(stack);
      resource(stack, "main", "aws_db_instance", { engine: "postgres" });
      for (const each of resourcesIn(described(stack).database))
        each.dependsOn = [...(each.dependsOn ?? []), "aws_db_instance.main"];
    },
    notChecked: ["aws_db_instance.main"],
  },
  {
    what: "a variable of a kind for which nothing can be made up, for another provider alone",
    build: (stack) => {
      aws(stack);
      const zones = new TerraformVariable(stack, "zones", { type: "list(string)" });
      resource(stack, "vpc", "aws_vpc", { azs: zones.value as IResolvable });
      described(stack);
    },
    notChecked: ["aws_vpc.vpc"],
  },
  {
    what: "outputs of what is described, and of another provider",
    build: (stack) => {
      aws(stack);
      const bucket = resource(stack, "bucket", "aws_s3_bucket", { bucket: "backups" });
      const { engine } = described(stack);
      new TerraformOutput(stack, "path", { value: engine.path });
      new TerraformOutput(stack, "joined", { value: Fn.join("/", [engine.path, "creds"]) });
      new TerraformOutput(stack, "bucket-arn", { value: bucket.getStringAttribute("arn") });
    },
    notChecked: ["aws_s3_bucket.bucket", "output.bucket-arn"],
  },
  {
    what: "a policy of one's own, acknowledged",
    build: (stack) => {
      described(stack);
      const policy = new Policy(stack, "ci", { name: "ci", policy: reads("secret/data/ci/*") });
      Guardrails.acknowledge(policy, "undescribed", REASON);
    },
    notChecked: ["vault_policy.ci"],
  },
  {
    what: "a policy whose text a data source makes, acknowledged",
    build: (stack) => {
      described(stack);
      const document = new DataVaultPolicyDocument(stack, "document", {
        rule: [{ path: "secret/data/ci/*", capabilities: ["read"] }],
      });
      const policy = new Policy(stack, "ci", { name: "ci", policy: document.hcl });
      Guardrails.acknowledge(policy, "undescribed", REASON);
    },
    notChecked: ["vault_policy.ci", "data.vault_policy_document.document"],
  },
  {
    what: "a place for other secrets, and one whose version is set",
    build: (stack) => {
      described(stack);
      new Mount(stack, "kv", { path: "secrets", type: "kv" });
      new Mount(stack, "kv2", { path: "more/secrets", type: "kv", options: { version: "2" } });
    },
    notChecked: ["vault_mount.kv2", "vault_mount.kv"],
  },
  {
    what: "an auth method of one's own, with a role in it, acknowledged",
    build: (stack) => {
      described(stack);
      const people = new AuthBackend(stack, "people", { type: "approle", path: "people" });
      const role = resource(stack, "ci", "vault_approle_auth_backend_role", {
        backend: people.path,
        role_name: "ci",
        token_policies: ["ci"],
      });
      for (const each of [people, role]) Guardrails.acknowledge(each, "undescribed", REASON);
    },
    notChecked: ["vault_auth_backend.people", "vault_approle_auth_backend_role.ci"],
  },
  {
    what: "an identity group, acknowledged",
    build: (stack) => {
      described(stack);
      const group = resource(stack, "team", "vault_identity_group", { name: "team", policies: ["ci"] });
      Guardrails.acknowledge(group, "undescribed", REASON);
    },
    notChecked: ["vault_identity_group.team"],
  },
  {
    what: "an extension in a described database, acknowledged",
    build: (stack) => {
      described(stack);
      const extension = new Extension(stack, "trigram", { name: "pg_trgm", database: "appdb" });
      Guardrails.acknowledge(extension, "undescribed", REASON);
    },
    notChecked: ["postgresql_extension.trigram"],
  },
  {
    what: "a login for reports that reads a described database, with a schema of its own, acknowledged",
    build: (stack) => {
      const { database } = described(stack);
      const role = new Role(stack, "reporting", { name: "reporting", login: true });
      const connect = new Grant(stack, "reporting-connect", {
        database: "appdb",
        role: role.name,
        objectType: "database",
        privileges: ["CONNECT"],
        dependsOn: resourcesIn(database),
      });
      const schema = new Schema(stack, "reports", {
        name: "reports",
        database: "appdb",
        owner: role.name,
        dependsOn: [connect],
      });
      for (const each of [role, connect, schema]) Guardrails.acknowledge(each, "undescribed", REASON);
    },
    notChecked: [
      "postgresql_role.reporting",
      "postgresql_grant.reporting-connect",
      "postgresql_schema.reports",
    ],
  },
  {
    what: "an aspect that puts everything of Vault into a namespace",
    build: (stack) => {
      described(stack);
      Aspects.of(stack).add({
        visit: (node: IConstruct) => {
          if (node instanceof TerraformResource && node.terraformResourceType.startsWith("vault_"))
            node.addOverride("namespace", "team-a");
        },
      });
    },
  },
  {
    what: "a namespace of the provider",
    build: (stack) => {
      stack.addOverride("provider.vault.0.namespace", "admin/team-a");
      described(stack);
    },
  },
];

/** A stack that reaches further than it says, and what a rehearsal finds. */
export const FOUND_STACKS: readonly (MixedStack & { readonly findings: readonly string[] })[] = [
  {
    what: "an identity group that nobody acknowledged",
    build: (stack) => {
      described(stack);
      resource(stack, "team", "vault_identity_group", { name: "team" });
    },
    findings: [
      'test/team: undescribed-is-accepted: no construct describes this: vault_identity_group; describe it by the constructs\' props, move it into a stack of its own, or acknowledge it: Guardrails.acknowledge(construct, "undescribed", "why")',
    ],
  },
  {
    what: "a policy that nobody acknowledged",
    build: (stack) => {
      described(stack);
      new Policy(stack, "ci", { name: "ci", policy: reads("secret/data/ci/*") });
    },
    findings: ["test: vault-holds-only-what-is-described: unexpected: sys/policy/ci"],
  },
  {
    what: "a policy that reads described credentials, acknowledged",
    build: (stack) => {
      described(stack);
      const policy = new Policy(stack, "ci", { name: "ci", policy: reads("+/creds/*") });
      Guardrails.acknowledge(policy, "undescribed", REASON);
    },
    findings: [
      "test/ci: undescribed-is-accepted: vault_policy reaches what is described: its policy allows read on +/creds/*",
      "test: vault-holds-only-what-is-described: unexpected: sys/policy/ci",
    ],
  },
  {
    what: "a policy of a data source's rules that reads described credentials, acknowledged",
    build: (stack) => {
      described(stack);
      const document = new DataVaultPolicyDocument(stack, "document", {
        rule: [{ path: "database/creds/*", capabilities: ["read"] }],
      });
      const policy = new Policy(stack, "ci", { name: "ci", policy: document.hcl });
      Guardrails.acknowledge(policy, "undescribed", REASON);
    },
    findings: [
      "test/ci: undescribed-is-accepted: vault_policy reaches what is described: its policy allows read on database/creds/*",
    ],
  },
  {
    what: "an engine of one's own that logs in as a described account, acknowledged",
    build: (stack) => {
      described(stack);
      const mine = new Mount(stack, "mine", { path: "mine", type: "database" });
      const connection = resource(stack, "connection", "vault_database_secret_backend_connection", {
        backend: mine.path,
        name: "mine",
        postgresql: [
          {
            connection_url: "postgresql://{{username}}:{{password}}@postgres:5432/appdb",
            username: "vault_appdb",
          },
        ],
      });
      for (const each of [mine, connection]) Guardrails.acknowledge(each, "undescribed", REASON);
    },
    findings: [
      "test/connection: undescribed-is-accepted: vault_database_secret_backend_connection reaches what is described: it logs in as vault_appdb",
    ],
  },
  {
    what: "an identity group with a workload's policy, acknowledged",
    build: (stack) => {
      const { workload } = described(stack);
      const group = resource(stack, "team", "vault_identity_group", { policies: [workload.policyName] });
      Guardrails.acknowledge(group, "undescribed", REASON);
    },
    findings: [
      "test/team: undescribed-is-accepted: vault_identity_group reaches what is described: it gives policy approle-app of a workload",
    ],
  },
  {
    what: "a role of one's own in a described engine, acknowledged",
    build: (stack) => {
      const { engine } = described(stack);
      const role = resource(stack, "mine", "vault_aws_secret_backend_role", {
        backend: engine.path,
        name: "mine",
      });
      Guardrails.acknowledge(role, "undescribed", REASON);
    },
    findings: [
      "test/mine: undescribed-is-accepted: vault_aws_secret_backend_role reaches what is described: it is in database",
    ],
  },
  {
    what: "a login that is made a member of a described group, acknowledged",
    build: (stack) => {
      const { database } = described(stack);
      const role = new Role(stack, "reporting", { name: "reporting", login: true });
      const member = new GrantRole(stack, "reporting-owner", {
        role: role.name,
        grantRole: "app_owner",
        dependsOn: resourcesIn(database),
      });
      for (const each of [role, member]) Guardrails.acknowledge(each, "undescribed", REASON);
    },
    findings: [
      "test/reporting-owner: undescribed-is-accepted: postgresql_grant_role reaches what is described: it gives something to app_owner, or something of it to others",
    ],
  },
  {
    what: "an audit device in a namespace",
    build: (stack) => {
      stack.addOverride("provider.vault.0.namespace", "admin/team-a");
      described(stack);
      new AuditTrail(stack, "audit", { devices: [AuditDevice.file({ path: "/var/log/vault/audit.log" })] });
    },
    findings: [
      "test/audit/file: fits-its-namespace: Vault enables audit devices in its root namespace alone, and this one would be in admin/team-a",
    ],
  },
];
