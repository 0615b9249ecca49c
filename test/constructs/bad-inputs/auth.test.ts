import type { TerraformStack } from "cdktf";
import {
  AppRoleAuth,
  type AppRoleWorkloadProps,
  AuditDevice,
  AuditTrail,
  DatabaseSecretsEngine,
  Duration,
  type IWorkload,
  KubernetesAuth,
  type KubernetesAuthProps,
  type KubernetesWorkloadProps,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  Token,
  TokenReviewer,
} from "../../../constructs";
import { type BadInput, expectEachToBeFound } from "./expect-finding";

const NAME = "use letters, digits, dashes, dots and underscores, starting and ending with a letter or digit";
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";
const KUBERNETES = "use Kubernetes names: lower-case letters, digits and dashes";

function grant(stack: TerraformStack, workload: IWorkload): void {
  const database = new PostgresDatabase(stack, "db", { databaseName: "appdb" });
  new DatabaseSecretsEngine(stack, "database")
    .addPostgresConnection("appdb", {
      database,
      endpoint: { host: "db" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    })
    .addRole("app", { privileges: Privileges.readOnly() })
    .grantRead(workload);
}

const approle =
  (props: Partial<AppRoleWorkloadProps>, name = "myapp") =>
  (stack: TerraformStack) =>
    grant(
      stack,
      new AppRoleAuth(stack, "approle").addWorkload(name, {
        secretIdTtl: Duration.minutes(10),
        token: Token.periodic(Duration.hours(1)),
        ...props,
      }),
    );

const kubernetes =
  (props: Partial<KubernetesWorkloadProps>, auth: Partial<KubernetesAuthProps> = {}) =>
  (stack: TerraformStack) =>
    grant(
      stack,
      new KubernetesAuth(stack, "kubernetes", {
        host: "https://kubernetes.default.svc",
        ...auth,
      }).addWorkload("myapp", {
        serviceAccounts: ["myapp"],
        namespaces: ["myapp"],
        audience: "vault",
        token: Token.periodic(Duration.hours(1)),
        ...props,
      }),
    );

const audit =
  (...devices: AuditDevice[]) =>
  (stack: TerraformStack) =>
    new AuditTrail(stack, "audit", { devices });

const inputs: BadInput[] = [
  [
    "an auth path with a slash at its end",
    (stack) => new AppRoleAuth(stack, "approle", { path: "approle/" }),
    "mount-path",
    "use names joined by slashes, without a slash at either end: team-a/database",
  ],
  ["a workload name with a slash", approle({}, "my/app"), "vault-name", NAME],
  ["an AppRole name with capitals", approle({}, "MyApp"), "lower-case-name", 'call it "myapp"'],
  [
    "a workload that may read nothing",
    (stack) =>
      new AppRoleAuth(stack, "approle").addWorkload("myapp", {
        secretIdTtl: Duration.minutes(10),
        token: Token.periodic(Duration.hours(1)),
      }),
    "workload-reads",
    "call grantRead(workload) on a role, or leave the workload out",
  ],
  [
    "a workload twice",
    (stack) => {
      const auth = new AppRoleAuth(stack, "approle");
      const props = { secretIdTtl: Duration.minutes(10), token: Token.periodic(Duration.hours(1)) };
      auth.addWorkload("myapp", props);
      auth.addWorkload("myapp", props);
    },
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  ["a secret ID of no time", approle({ secretIdTtl: Duration.minutes(0) }), "duration", TIME],
  [
    "a negative number of uses",
    approle({ secretIdUses: -1 }),
    "secret-id-uses",
    "use a whole number of 1 or more",
  ],
  [
    "one and a half uses",
    approle({ secretIdUses: 1.5 }),
    "secret-id-uses",
    "use a whole number of 1 or more",
  ],
  [
    "a network without bits",
    approle({ boundCidrs: ["10.0.0.1"] }),
    "cidr",
    "write address/bits: 10.1.0.0/16",
  ],
  [
    "a network of 33 bits",
    approle({ boundCidrs: ["10.0.0.0/33"] }),
    "cidr",
    "write address/bits: 10.1.0.0/16",
  ],
  [
    "a network that is a word",
    approle({ boundCidrs: ["office"] }),
    "cidr",
    "write address/bits: 10.1.0.0/16",
  ],
  ["a token period of zero", approle({ token: Token.periodic(Duration.hours(0)) }), "duration", TIME],
  [
    "a token TTL above its maximum",
    approle({ token: Token.bounded({ ttl: Duration.hours(2), maxTtl: Duration.hours(1) }) }),
    "ttl-order",
    "raise its maxTtl or lower the token's ttl",
  ],
  ["no service account", kubernetes({ serviceAccounts: [] }), "service-account", "name at least one"],
  ["no namespace", kubernetes({ namespaces: [] }), "service-account", "name at least one"],
  [
    "a service account with capitals",
    kubernetes({ serviceAccounts: ["MyApp"] }),
    "service-account",
    KUBERNETES,
  ],
  ["a namespace with an underscore", kubernetes({ namespaces: ["my_app"] }), "service-account", KUBERNETES],
  ["an empty audience", kubernetes({ audience: " " }), "audience", "name Vault's audience: vault"],
  [
    "a Kubernetes API without TLS",
    kubernetes({}, { host: "http://kubernetes" }),
    "kubernetes-host",
    "write the API's URL without a path: https://kubernetes.default.svc",
  ],
  [
    "a Kubernetes API with a path",
    kubernetes({}, { host: "https://kubernetes/api" }),
    "kubernetes-host",
    "write the API's URL without a path: https://kubernetes.default.svc",
  ],
  [
    "the client as reviewer, without a CA",
    kubernetes({}, { reviewer: TokenReviewer.clientJwt() }),
    "kubernetes-ca",
    "give the API's CA as ca",
  ],
  ["an audit trail without a device", audit(), "audit-devices", "add AuditDevice.file(…), or leave it out"],
  [
    "a relative audit file",
    audit(AuditDevice.file({ path: "audit.log" })),
    "audit-file",
    "write the absolute path of a file: /var/log/vault/audit.log",
  ],
  [
    "an audit file that is a directory",
    audit(AuditDevice.file({ path: "/var/log/" })),
    "audit-file",
    "write the absolute path of a file: /var/log/vault/audit.log",
  ],
  [
    "two devices on one file",
    audit(AuditDevice.file({ path: "/a" }), AuditDevice.file({ path: "/a" })),
    "audit-devices",
    "give each its own place, or keep the one",
  ],
  [
    "a socket without a port",
    audit(AuditDevice.socket({ address: "collector" })),
    "audit-address",
    "write host:port",
  ],
  [
    "a unix socket with a relative path",
    audit(AuditDevice.socket({ address: "run/audit", socketType: "unix" })),
    "audit-address",
    "write the absolute path of the socket",
  ],
];

describe("an auth method, workload or audit trail with a wrong input is refused:", () =>
  expectEachToBeFound(inputs));
