import { generateKeyPairSync } from "node:crypto";
import { TerraformStack } from "cdktf";
import {
  Duration,
  GitHubJob,
  GitLabJob,
  JwtAuth,
  type JwtBounds,
  JwtIssuer,
  JwtSubject,
  type JwtWorkloadProps,
  OperatorPolicies,
  TlsCertificate,
} from "../../constructs";
import { findingsInApp } from "./bad-inputs/bad-input";
import { addProviders, addRoles, argumentsOf, synthesize } from "./vault-resources";

const ROLE = "vault_jwt_auth_backend_role";
const METHOD = "vault_jwt_auth_backend";
const repository = { repository: "acme/platform", repositoryId: "1234" };
const project = { project: "acme/platform", projectId: "42" };
const audience = "https://vault.acme.example";

const granted =
  <Bounds extends JwtBounds>(
    issuer: JwtIssuer<Bounds>,
    boundTo: Bounds,
    props: Partial<JwtWorkloadProps> = {},
  ) =>
  (stack: TerraformStack) => {
    const jwt = new JwtAuth(stack, "ci", { issuer });
    const workload = jwt.addWorkload("deploy", { audience, ttl: Duration.hours(1), ...props, boundTo });
    addRoles(stack).reader.grantRead(workload);
  };

const onMain = GitHubJob.branch("main", { ...repository, workflow: "deploy.yml" });

function claimsOf<Bounds extends JwtBounds>(issuer: JwtIssuer<Bounds>, boundTo: Bounds): unknown {
  const [role] = Object.values(argumentsOf(synthesize(granted(issuer, boundTo)), ROLE)) as {
    bound_claims: unknown;
  }[];
  return role?.bound_claims;
}

function methodOf<Bounds extends JwtBounds>(issuer: JwtIssuer<Bounds>): unknown {
  const build = (stack: TerraformStack) => void new JwtAuth(stack, "ci", { issuer });
  return Object.values(argumentsOf(synthesize(build), METHOD))[0];
}

test("a job logs in with a token for its audience alone, and gets a token that nobody renews for longer", () => {
  const stack = synthesize(granted(JwtIssuer.github(), onMain));
  expect(Object.values(argumentsOf(stack, ROLE))).toEqual([
    {
      backend: "${vault_jwt_auth_backend.ci_6BD54AB4.path}",
      role_name: "deploy",
      role_type: "jwt",
      user_claim: "sub",
      bound_audiences: [audience],
      bound_claims: {
        repository: "acme/platform",
        repository_id: "1234",
        event_name: "push,workflow_dispatch",
        ref: "refs/heads/main",
        workflow_ref: "acme/platform/.github/workflows/deploy.yml@refs/heads/main",
      },
      bound_claims_type: "string",
      token_policies: ["${vault_policy.ci_deploy_policy_A4048F6A.name}"],
      token_no_default_policy: true,
      token_ttl: 3600,
      token_max_ttl: 3600,
    },
  ]);
});

test("its token lives for 20 minutes, if nobody says otherwise", () => {
  const stack = synthesize((scope) => {
    const other = new TerraformStack(scope.node.root, "other");
    addProviders(other);
    const jwt = new JwtAuth(scope, "ci", { issuer: JwtIssuer.github() });
    OperatorPolicies.grantPlan(other, jwt.addWorkload("plan", { boundTo: onMain, audience }));
  });
  expect(stack.access.workloads[0]?.token).toEqual({ kind: "bounded", ttl: 1200, maxTtl: 1200 });
});

test("jobs of GitHub Actions are bound to a repository by name and number, and to what starts them", () => {
  const github = JwtIssuer.github();
  const bound = { repository: "acme/platform", repository_id: "1234" };
  expect(claimsOf(github, GitHubJob.pullRequest(repository))).toEqual({
    ...bound,
    event_name: "pull_request",
  });
  expect(claimsOf(github, GitHubJob.environment("prod", repository))).toEqual({
    ...bound,
    event_name: "push,workflow_dispatch",
    environment: "prod",
  });
  const release = {
    ...repository,
    workflow: "release.yml",
    environment: "npm",
    events: ["release"],
  } as const;
  expect(claimsOf(github, GitHubJob.tag("v1", release))).toEqual({
    ...bound,
    event_name: "release",
    ref: "refs/tags/v1",
    workflow_ref: "acme/platform/.github/workflows/release.yml@refs/tags/v1",
    environment: "npm",
  });
});

test("jobs of GitLab CI are bound to a project by path and number, and to protected refs or merge requests", () => {
  const gitlab = JwtIssuer.gitlab();
  const bound = { project_path: "acme/platform", project_id: "42" };
  const isProtected = { ref_protected: "true", pipeline_source: "push,web" };
  expect(claimsOf(gitlab, GitLabJob.mergeRequest(project))).toEqual({
    ...bound,
    pipeline_source: "merge_request_event",
  });
  expect(claimsOf(gitlab, GitLabJob.branch("main", project))).toEqual({
    ...bound,
    ...isProtected,
    ref: "main",
    ref_type: "branch",
  });
  expect(claimsOf(gitlab, GitLabJob.tag("v1", { ...project, environment: "prod" }))).toEqual({
    ...bound,
    ...isProtected,
    ref: "v1",
    ref_type: "tag",
    environment: "prod",
  });
  expect(claimsOf(gitlab, GitLabJob.environment("prod", { ...project, sources: ["api"] }))).toEqual({
    ...bound,
    ref_protected: "true",
    pipeline_source: "api",
    environment: "prod",
  });
});

test("any other issuer's tokens are bound by their subject", () => {
  const issuer = JwtIssuer.discovered({ issuer: "https://ci.acme.example" });
  const [role] = Object.values(
    argumentsOf(synthesize(granted(issuer, JwtSubject.of("pipeline:42"))), ROLE),
  ) as Record<string, unknown>[];
  expect(role).toMatchObject({ bound_subject: "pipeline:42", user_claim: "sub" });
  expect(role).not.toHaveProperty("bound_claims");
  expect(claimsOf(issuer, JwtSubject.of("pipeline:42", { claims: { team: "dba" } }))).toEqual({
    team: "dba",
  });
});

test("Vault finds the keys of GitHub and of GitLab by their discovery documents", () => {
  const common = { path: "ci", type: "jwt", jwt_supported_algs: ["RS256"] };
  const by = (url: string) => ({ ...common, bound_issuer: url, oidc_discovery_url: url });
  expect(methodOf(JwtIssuer.github())).toEqual(by("https://token.actions.githubusercontent.com"));
  expect(methodOf(JwtIssuer.gitlab())).toEqual(by("https://gitlab.com"));
  expect(methodOf(JwtIssuer.github({ url: "https://github.acme.example" }))).toEqual(
    by("https://github.acme.example/_services/token"),
  );
  const ca = TlsCertificate.fromFile("ca.pem");
  expect(methodOf(JwtIssuer.gitlab({ url: "https://gitlab.acme.example", ca }))).toEqual({
    ...by("https://gitlab.acme.example"),
    oidc_discovery_ca_pem: '${file("ca.pem")}',
  });
});

test("Vault finds the keys of another issuer at a URL", () => {
  const ca = TlsCertificate.fromFile("ca.pem");
  const issuer = "https://ci.acme.example";
  expect(methodOf(JwtIssuer.jwks({ issuer, jwksUrl: `${issuer}/keys`, ca, algorithm: "ES256" }))).toEqual({
    path: "ci",
    type: "jwt",
    bound_issuer: issuer,
    jwt_supported_algs: ["ES256"],
    jwks_url: "https://ci.acme.example/keys",
    jwks_ca_pem: '${file("ca.pem")}',
  });
});

test("Vault is given the keys of an issuer that it can't reach, without the line break at their end", () => {
  const { publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const issuer = JwtIssuer.publicKeys({ issuer: "https://ci.acme.example", publicKeys: [publicKey] });
  expect(methodOf(issuer)).toMatchObject({ jwt_validation_pubkeys: [publicKey.trim()] });
});

test("access.json says whose tokens log in, and what they have to say", () => {
  const { access } = synthesize(granted(JwtIssuer.github(), onMain));
  expect(access.authMethods).toEqual([
    {
      type: "jwt",
      path: "ci",
      imported: false,
      issuer: {
        issuer: "https://token.actions.githubusercontent.com",
        kind: "github",
        keys: { discoveryUrl: "https://token.actions.githubusercontent.com" },
        algorithm: "RS256",
      },
    },
  ]);
  expect(access.workloads[0]?.login).toEqual({
    method: "jwt",
    path: "ci",
    audience,
    userClaim: "sub",
    claims: {
      event_name: ["push", "workflow_dispatch"],
      ref: ["refs/heads/main"],
      repository: ["acme/platform"],
      repository_id: ["1234"],
      workflow_ref: ["acme/platform/.github/workflows/deploy.yml@refs/heads/main"],
    },
  });
});

test("a method that is mounted elsewhere is described, and not written", () => {
  const stack = synthesize((scope) => {
    const github = JwtAuth.fromPath(scope, "github", "team-a/github", JwtIssuer.github());
    const workload = github.addWorkload("deploy", { boundTo: onMain, audience, ttl: Duration.hours(1) });
    addRoles(scope).reader.grantRead(workload);
  });
  expect(argumentsOf(stack, METHOD)).toEqual({});
  expect(Object.values(argumentsOf(stack, ROLE))).toMatchObject([{ backend: "team-a/github" }]);
  expect(stack.access.authMethods).toMatchObject([{ path: "team-a/github", imported: true }]);
});

test("jobs that work on each other's stacks are found, in both", () => {
  const findings = findingsInApp((app) => {
    const stacks = ["one", "other"].map((name) => new TerraformStack(app, name));
    const [one, other] = stacks as [TerraformStack, TerraformStack];
    for (const [own, worked] of [[one, other] as const, [other, one] as const]) {
      const github = new JwtAuth(own, "github", { issuer: JwtIssuer.github() });
      OperatorPolicies.grantDeploy(worked, github.addWorkload("deploy", { boundTo: onMain, audience }));
    }
  });
  expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
    ["operated-stack", "one/github/deploy"],
    ["operated-stack", "other/github/deploy"],
  ]);
});

test("a job may do what the other stack's policy for it says, and the same when that changes", () => {
  const capabilities = (grow: boolean) =>
    synthesize((scope) => {
      const other = new TerraformStack(scope.node.root, "other");
      addProviders(other);
      const github = new JwtAuth(scope, "github", { issuer: JwtIssuer.github() });
      const plan = github.addWorkload("plan", { boundTo: onMain, audience });
      OperatorPolicies.grantPlan(other, plan);
      addRoles(other);
      if (grow) new JwtAuth(other, "later", { issuer: JwtIssuer.gitlab() });
    }).access.workloads[0]?.operates?.flatMap(({ stack, work, rules }) =>
      rules.map(({ path, capabilities: all }) => `${work} ${stack}: ${all.join(", ")} at ${path}`),
    );
  expect(capabilities(false)).toContain("plan other: read at database/config/appdb");
  expect(capabilities(false)).not.toContain("plan other: read at auth/later/config");
  expect(capabilities(true)).toContain("plan other: read at auth/later/config");
});

test("a job of another CI than the issuer's is no TypeScript", () => {
  const add = (stack: TerraformStack) => {
    const github = new JwtAuth(stack, "github", { issuer: JwtIssuer.github() });
    // @ts-expect-error: its tokens have other claims
    github.addWorkload("deploy", { boundTo: GitLabJob.branch("main", project), audience });
  };
  expect(() => synthesize(add)).toThrow("boundTo is for tokens of GitLab CI");
});
