import { TerraformStack, type App } from "cdktf";
import {
  AuditDevice,
  AuditTrail,
  Duration,
  GitHubJob,
  JwtAuth,
  JwtIssuer,
  KubernetesAuth,
  OperatorPolicies,
  PasswordPolicy,
  Privileges,
  RateLimit,
  StaticRotation,
  TokenAuth,
  TransitSecretsEngine,
  VaultToken,
} from "../../constructs";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { ROLES, shop, type Shop } from "../changes/shop";

/** A stack of which is recorded what Vault is asked when somebody plans and deploys it. */
export type RecordedStack = readonly [name: string, build: (app: App) => unknown];

const ttl = Duration.hours(1);

/** One of each type of resource that the policies of operators know. */
const everyType = shop({
  roles: {
    ...ROLES,
    readwrite: {
      privileges: Privileges.readWrite(),
      rateLimit: RateLimit.of(2, { per: Duration.minutes(1) }),
    },
  },
  and: ({ stack, connection, grantRead }: Shop) => {
    const rotation = StaticRotation.every(Duration.hours(24));
    connection.addStaticRole("batch", { privileges: Privileges.readOnly(), rotation });
    new PasswordPolicy(stack, "passwords", { length: 48 });
    new TransitSecretsEngine(stack, "transit").addKey("cache");
    grantRead(new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) }));
    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    const pods = { serviceAccounts: ["web"], namespaces: ["shop"], audience: "vault" };
    grantRead(kubernetes.addWorkload("web", { ...pods, token: VaultToken.periodic(ttl) }));
    const issuer = JwtIssuer.github({ url: "https://github.acme.example" });
    const boundTo = GitHubJob.pullRequest({ repository: "acme/shop", repositoryId: "1234" });
    grantRead(
      new JwtAuth(stack, "github", { issuer }).addWorkload("job", { boundTo, audience: "vault", ttl }),
    );
    new AuditTrail(stack, "audit", { devices: [AuditDevice.file({ path: "/vault/logs/audit.log" })] });
    OperatorPolicies.attach(stack);
  },
});

/** Each environment, and a stack with what none of them has. */
export const RECORDED_STACKS: readonly RecordedStack[] = [
  ...environments.map((environment): RecordedStack => [
    environment.name,
    (app) => void new VaultDatabaseStack(app, environment),
  ]),
  ["every-type", (app) => everyType(new TerraformStack(app, "every-type"))],
];
