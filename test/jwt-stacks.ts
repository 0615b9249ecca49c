import { generateKeyPairSync } from "node:crypto";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  Duration,
  GitHubJob,
  GitLabJob,
  JwtAuth,
  JwtIssuer,
  JwtSubject,
  KubernetesAuth,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  TlsCertificate,
} from "../constructs";
import { addProviders } from "./constructs/vault-resources";
import type { OtherStack } from "./other-stacks";

/** The stack whose workloads are jobs of GitHub Actions. */
export const GITHUB_STACK =
  "jobs of GitHub Actions that plan, deploy and drain another stack, and one that reads a credential";
/** The stack whose workloads are jobs of GitLab CI and of others, without a database. */
export const ISSUERS_STACK =
  "jobs of a GitLab and a GitHub of one's own and of two other issuers, one of them by its keys, and no database";

const AUDIENCE = { audience: "https://vault.acme.example" };
const REPOSITORY = { repository: "acme/platform", repositoryId: "123456789" };
const PROJECT = { project: "acme/infra/platform", projectId: "42" };

function addRole(stack: TerraformStack) {
  const engine = new DatabaseSecretsEngine(stack, "database");
  const connection = engine.addPostgresConnection("appdb", {
    database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
  return connection.addRole("app-migrator", { privileges: Privileges.owner() });
}

/** A stack that jobs work on. */
function addOther(stack: TerraformStack): TerraformStack {
  const other = new TerraformStack(stack.node.root, "worked-on");
  addProviders(other);
  addRole(other);
  new KubernetesAuth(other, "kubernetes", { host: "https://kubernetes.default.svc" });
  return other;
}

const publicKey = () =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey;

/** Stacks whose workloads log in with JWTs. */
export const JWT_STACKS: readonly OtherStack[] = [
  [
    GITHUB_STACK,
    (stack) => {
      const other = addOther(stack);
      const github = new JwtAuth(stack, "github", { path: "ci/github", issuer: JwtIssuer.github() });
      const plan = github.addWorkload("plan", { boundTo: GitHubJob.pullRequest(REPOSITORY), ...AUDIENCE });
      OperatorPolicies.grantPlan(other, plan);
      const onMain = { ...REPOSITORY, workflow: "deploy.yml", environment: "production" };
      const deploy = github.addWorkload("deploy", {
        boundTo: GitHubJob.branch("main", onMain),
        ttl: Duration.hours(1),
        ...AUDIENCE,
      });
      OperatorPolicies.grantDeploy(other, deploy);
      OperatorPolicies.grantDrain(other, deploy);
      const inEnvironment = GitHubJob.environment("migrations", { ...REPOSITORY, events: ["release"] });
      const migrate = github.addWorkload("migrate", {
        boundTo: inEnvironment,
        ttl: Duration.hours(1),
        ...AUDIENCE,
      });
      addRole(stack).grantRead(migrate);
      OperatorPolicies.attach(stack);
    },
    [
      "plan (ci/github): may-plan (worked-on)",
      "plan (ci/github): fork-refused",
      "plan (ci/github): taken-name-refused",
      "plan (ci/github): push-refused",
      "deploy (ci/github): may-deploy (worked-on)",
      "deploy (ci/github): may-drain (worked-on)",
      "deploy (ci/github): other-ref-refused",
      "deploy (ci/github): other-workflow-refused",
      "deploy (ci/github): pull-request-refused",
      "migrate (ci/github): may-use-credential (database/creds/app-migrator)",
      "migrate (ci/github): other-environment-refused",
    ],
  ],
  [
    ISSUERS_STACK,
    (stack) => {
      const other = addOther(stack);
      const ca = TlsCertificate.fromVariable(new TerraformVariable(stack, "gitlab_ca", { type: "string" }));
      const gitlab = new JwtAuth(stack, "gitlab", {
        issuer: JwtIssuer.gitlab({ url: "https://gitlab.acme.example", ca }),
      });
      const jobs = {
        review: GitLabJob.mergeRequest(PROJECT),
        branch: GitLabJob.branch("main", PROJECT),
        tag: GitLabJob.tag("v1.2.3", { ...PROJECT, environment: "production", sources: ["push"] }),
        environment: GitLabJob.environment("staging", PROJECT),
      };
      for (const [name, boundTo] of Object.entries(jobs))
        OperatorPolicies.grantPlan(other, gitlab.addWorkload(name, { boundTo, ...AUDIENCE }));
      const github = new JwtAuth(stack, "ghes", {
        issuer: JwtIssuer.github({ url: "https://github.acme.example" }),
      });
      const tag = GitHubJob.tag("v1", { ...REPOSITORY, workflow: "release.yaml" });
      OperatorPolicies.grantPlan(other, github.addWorkload("plan", { boundTo: tag, ...AUDIENCE }));
      const issuer = "https://ci.acme.example";
      const jwks = new JwtAuth(stack, "jwks", {
        issuer: JwtIssuer.jwks({ issuer, jwksUrl: `${issuer}/keys`, algorithm: "ES256" }),
      });
      const nightly = JwtSubject.of("pipeline:42", { claims: { team: "dba" } });
      OperatorPolicies.grantDrain(other, jwks.addWorkload("nightly", { boundTo: nightly, ...AUDIENCE }));
      const keys = new JwtAuth(stack, "keys", {
        issuer: JwtIssuer.publicKeys({ issuer, algorithm: "ES256", publicKeys: [publicKey(), publicKey()] }),
      });
      const weekly = JwtSubject.of("pipeline:43");
      OperatorPolicies.grantPlan(other, keys.addWorkload("weekly", { boundTo: weekly, ...AUDIENCE }));
      OperatorPolicies.attach(stack);
    },
    [
      "review (gitlab): push-refused",
      "branch (gitlab): unprotected-ref-refused",
      "tag (gitlab): other-kind-of-ref-refused",
      "environment (gitlab): no-environment-refused",
      "plan (ghes): other-ref-refused",
      "nightly (jwks): other-claim-refused",
      "weekly (keys): other-subject-refused",
      "weekly (keys): public-key-as-secret-refused",
      "test: issuers-as-described",
    ],
  ],
  [
    "a job that logs in by a method for JWTs that is mounted elsewhere",
    (stack) => {
      const github = JwtAuth.fromPath(stack, "github", "team-a/github", JwtIssuer.github());
      const boundTo = GitHubJob.branch("main", { ...REPOSITORY, workflow: "migrate.yml" });
      const ttl = Duration.hours(1);
      addRole(stack).grantRead(github.addWorkload("migrate", { boundTo, ttl, ...AUDIENCE }));
      OperatorPolicies.attach(stack);
    },
    [
      "migrate (team-a/github): other-key-refused",
      "migrate (team-a/github): may-use-credential (database/creds/app-migrator)",
    ],
  ],
];
