import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
  AgentTemplate,
  AppRoleAuth,
  type AppRoleWorkload,
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
  RootCredential,
  TlsCertificate,
  VaultToken,
} from "../constructs";
import { applications, roles, schemas } from "../environments/access";
import type { Environment } from "../environments/environment";
import { addState } from "./state";

/** The reference deployment: one database, its roles, and applications that log in two ways. */
export class VaultDatabaseStack extends TerraformStack {
  constructor(
    scope: Construct,
    private readonly environment: Environment,
  ) {
    super(scope, environment.name);
    addState(this, environment.state);
    new VaultProvider(this, "vault", { address: environment.vaultAddress });
    new PostgresqlProvider(this, "postgresql", {});

    const connection = this.addConnection();
    const { ttl: defaultTtl, maxTtl } = environment.lease;
    const added = new Map<string, DatabaseRole>();
    for (const [name, props] of Object.entries(roles))
      added.set(name, connection.addRole(name, { defaultTtl, maxTtl, ...props }));
    this.addApplications(added);

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
      schemas,
      owner: "app_owner",
      issuance: this.environment.issuance,
      preventDestroy,
    });
    new BreakGlassAccess(this, "break-glass", { database });
    return engine.addPostgresConnection("appdb", {
      database,
      endpoint,
      tls: this.tls(),
      rootCredential: RootCredential.generated(),
      generation: this.environment.generation,
    });
  }

  private addApplications(added: ReadonlyMap<string, DatabaseRole>): void {
    const token = VaultToken.periodic(Duration.hours(1));
    const approle = new AppRoleAuth(this, "approle");
    const kubernetes = new KubernetesAuth(this, "kubernetes", {
      host: this.environment.kubernetesHost,
      ca: this.kubernetesCa(),
    });
    for (const { name, role: reads } of applications) {
      const role = added.get(reads) as DatabaseRole;
      const onMachines = approle.addWorkload(name, { secretIdTtl: Duration.minutes(10), token });
      role.grantRead(onMachines);
      this.addAgent(onMachines, name, role);
      const serviceAccount = { serviceAccounts: [name], namespaces: [name], audience: "vault" };
      role.grantRead(kubernetes.addWorkload(name, { ...serviceAccount, token }));
    }
  }

  private addAgent(workload: AppRoleWorkload, name: string, role: DatabaseRole): void {
    workload.agent({
      vaultAddress: this.environment.vaultAddress,
      roleIdFile: `/etc/${name}/role-id`,
      secretIdFile: `/run/${name}/secret-id`,
      templates: [
        AgentTemplate.json({
          role,
          destination: `/run/${name}/database.json`,
          onChange: OnChange.command(["systemctl", "reload", name]),
        }),
        AgentTemplate.pgService({ role, destination: `/run/${name}/pg_service.conf` }),
      ],
    });
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
}
