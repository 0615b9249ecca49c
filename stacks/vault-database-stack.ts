import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { LocalBackend, S3Backend, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
  AgentTemplate,
  AppRoleAuth,
  AuditTrail,
  BreakGlassAccess,
  DatabaseSecretsEngine,
  type DatabaseRole,
  Duration,
  Guardrails,
  KubernetesAuth,
  OnChange,
  OperatorPolicies,
  type PostgresConnection,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RateLimit,
  RootCredential,
  TlsCertificate,
  VaultToken,
} from "../constructs";
import type { Environment } from "../environments/environment";

/** The reference deployment: one database, three roles, one application that logs in two ways. */
export class VaultDatabaseStack extends TerraformStack {
  constructor(
    scope: Construct,
    private readonly environment: Environment,
  ) {
    super(scope, environment.name);
    this.addState();
    new VaultProvider(this, "vault", { address: environment.vaultAddress });
    new PostgresqlProvider(this, "postgresql", {});

    const connection = this.addConnection();
    const { ttl: defaultTtl, maxTtl } = environment.lease;
    connection.addRole("app-readonly", { privileges: Privileges.readOnly(), defaultTtl, maxTtl });
    const readwrite = connection.addRole("app-readwrite", {
      privileges: Privileges.readWrite(),
      defaultTtl,
      maxTtl,
      rateLimit: RateLimit.of(2, { per: Duration.minutes(1) }),
    });
    connection.addRole("app-migrator", {
      privileges: Privileges.owner(),
      defaultTtl: Duration.minutes(15),
      maxTtl: Duration.hours(1),
    });
    this.addMyApp(readwrite);

    const { auditDevices: devices, preventDestroy } = environment;
    new AuditTrail(this, "audit", { devices, preventDestroy });
    OperatorPolicies.attach(this);
    Guardrails.attach(this, environment.guardrails);
  }

  private addConnection(): PostgresConnection {
    const { lease, postgres: endpoint, preventDestroy } = this.environment;
    const engine = new DatabaseSecretsEngine(this, "database", {
      defaultLeaseTtl: lease.ttl,
      maxLeaseTtl: lease.maxTtl,
      preventDestroy,
    });
    const database = new PostgresDatabase(this, "appdb", {
      databaseName: "appdb",
      owner: "app_owner",
      preventDestroy,
    });
    new BreakGlassAccess(this, "break-glass", { database });
    return engine.addPostgresConnection("appdb", {
      database,
      endpoint,
      tls: this.tls(),
      rootCredential: RootCredential.generated(),
    });
  }

  private addMyApp(readwrite: DatabaseRole): void {
    const token = VaultToken.periodic(Duration.hours(1));
    const approle = new AppRoleAuth(this, "approle");
    const onMachines = approle.addWorkload("myapp", { secretIdTtl: Duration.minutes(10), token });
    readwrite.grantRead(onMachines);
    onMachines.agent({
      vaultAddress: this.environment.vaultAddress,
      roleIdFile: "/etc/myapp/role-id",
      secretIdFile: "/run/myapp/secret-id",
      templates: [
        AgentTemplate.json({
          role: readwrite,
          destination: "/run/myapp/database.json",
          onChange: OnChange.command(["systemctl", "reload", "myapp"]),
        }),
        AgentTemplate.pgService({ role: readwrite, destination: "/run/myapp/pg_service.conf" }),
      ],
    });
    const kubernetes = new KubernetesAuth(this, "kubernetes", {
      host: this.environment.kubernetesHost,
      ca: this.kubernetesCa(),
    });
    const serviceAccount = { serviceAccounts: ["myapp"], namespaces: ["myapp"], audience: "vault" };
    readwrite.grantRead(kubernetes.addWorkload("myapp", { ...serviceAccount, token }));
  }

  private kubernetesCa(): TlsCertificate | undefined {
    const { kubernetesCa } = this.environment;
    if (!kubernetesCa) return undefined;
    const ca = new TerraformVariable(this, "kubernetes_ca", {
      type: "string",
      default: kubernetesCa,
      description: "The certificate, in PEM, of the CA that the Kubernetes API's certificate is by.",
    });
    return TlsCertificate.fromVariable(ca);
  }

  private tls(): PostgresTls {
    if (!this.environment.verifiedTls) return PostgresTls.disabled();
    const ca = new TerraformVariable(this, "postgres_ca", {
      type: "string",
      description: "The certificate, in PEM, of the CA that PostgreSQL's certificate is by.",
    });
    return PostgresTls.verifyFull({ ca: TlsCertificate.fromVariable(ca) });
  }

  private addState(): void {
    const { name, state } = this.environment;
    // Relative to cdktf.out/stacks/<name>, where Terraform runs: it stays when that is written anew.
    if (state.kind === "local") {
      new LocalBackend(this, { path: `../../../terraform.${name}.tfstate` });
      return;
    }
    const { bucket, region } = state;
    const backend = new S3Backend(this, {
      bucket,
      region,
      key: `vault-database/${name}.tfstate`,
      encrypt: true,
    });
    // S3's own lock, which cdktf's class doesn't know yet.
    backend.addOverride("use_lockfile", true);
  }
}
