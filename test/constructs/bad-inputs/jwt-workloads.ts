import type { TerraformStack } from "cdktf";
import {
  Duration,
  GitHubJob,
  type GitHubEvent,
  GitLabJob,
  type GitLabSource,
  JwtAuth,
  type JwtBounds,
  JwtIssuer,
  JwtSubject,
  type JwtWorkloadProps,
  OperatorPolicies,
  TlsCertificate,
} from "../../../constructs";
import { type BadInput, grantRead } from "./bad-input";

const REPOSITORY = { repository: "acme/platform", repositoryId: "1234" };
const PROJECT = { project: "acme/platform", projectId: "1234" };
/** As long as the role's leases. */
const JOB = { audience: "vault", ttl: Duration.hours(1) };
const AT = "bad/ci/deploy";

const workload = <Bounds extends JwtBounds>(
  stack: TerraformStack,
  issuer: JwtIssuer<Bounds>,
  props: JwtWorkloadProps<Bounds>,
) => new JwtAuth(stack, "ci", { issuer }).addWorkload("deploy", props);

const github =
  (boundTo: GitHubJob, props: Partial<JwtWorkloadProps<GitHubJob>> = {}) =>
  (stack: TerraformStack) =>
    grantRead(stack, workload(stack, JwtIssuer.github(), { boundTo, ...JOB, ...props }));

const gitlab = (boundTo: GitLabJob) => (stack: TerraformStack) =>
  grantRead(stack, workload(stack, JwtIssuer.gitlab(), { boundTo, ...JOB }));

const subject =
  (boundTo: JwtSubject, issuer = JwtIssuer.discovered({ issuer: "https://ci.acme.example" })) =>
  (stack: TerraformStack) =>
    grantRead(stack, workload(stack, issuer, { boundTo, ...JOB }));

const by = (issuer: JwtIssuer<JwtSubject>) => subject(JwtSubject.of("pipeline:42"), issuer);
const pullRequest = (props: Partial<typeof REPOSITORY>) =>
  github(GitHubJob.pullRequest({ ...REPOSITORY, ...props }));
const onMain = { ...REPOSITORY, workflow: "deploy.yml" };
const ISSUER_FIX = "write it as it is in the claim iss, without a slash at its end: https://gitlab.com";

const plansItsOwnStack = (stack: TerraformStack) => {
  const boundTo = GitHubJob.pullRequest(REPOSITORY);
  OperatorPolicies.grantPlan(stack, workload(stack, JwtIssuer.github(), { boundTo, ...JOB }));
};

export const BAD_JWT_WORKLOADS: readonly BadInput[] = [
  [
    "a repository without its owner",
    pullRequest({ repository: "platform" }),
    "jwt-repository",
    AT,
    'repository is "platform"',
    "write it like this: acme/platform",
  ],
  [
    "a repository by its name alone",
    pullRequest({ repositoryId: "platform" }),
    "jwt-repository",
    AT,
    'repositoryId is "platform"',
    "write it like this: 123456789",
  ],
  [
    "every repository of an owner",
    pullRequest({ repository: "acme/*" }),
    "jwt-wildcard",
    AT,
    'claim repository is "acme/*", and Vault compares claims in full here, so nobody can log in',
    "name each in full, by a workload of its own",
  ],
  [
    "a repository with an interpolation",
    pullRequest({ repository: "acme/${var.name}" }),
    "terraform-expression",
    AT,
    'the claim repository "acme/${var.name}" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "a branch as a ref",
    github(GitHubJob.branch("refs/heads/main", onMain)),
    "jwt-ref",
    AT,
    'branch "refs/heads/main" is a whole ref',
    "write the branch's name: main",
  ],
  [
    "a tag as a ref",
    gitlab(GitLabJob.tag("refs/tags/v1", PROJECT)),
    "jwt-ref",
    AT,
    'tag "refs/tags/v1" is a whole ref',
    "write the tag's name: v1",
  ],
  [
    "a workflow by its path",
    github(GitHubJob.branch("main", { ...onMain, workflow: ".github/workflows/deploy.yml" })),
    "jwt-workflow",
    AT,
    'workflow is ".github/workflows/deploy.yml"',
    "write it like this: deploy.yml",
  ],
  [
    "an event that anybody brings about",
    github(GitHubJob.tag("v1", { ...onMain, events: ["pull_request_target" as GitHubEvent] })),
    "jwt-event",
    AT,
    'events names "pull_request_target", by which somebody gets in who may not write',
    "use push, workflow_dispatch, schedule, release, merge_group; or GitHubJob.pullRequest, for what reads and nothing else",
  ],
  [
    "a source that anybody brings about",
    gitlab(GitLabJob.environment("prod", { ...PROJECT, sources: ["merge_request_event" as GitLabSource] })),
    "jwt-event",
    AT,
    'sources names "merge_request_event", by which somebody gets in who may not write',
    "use push, web, schedule, api, trigger, pipeline, parent_pipeline; or GitLabJob.mergeRequest, for what reads and nothing else",
  ],
  [
    "no event",
    github(GitHubJob.environment("prod", { ...REPOSITORY, events: [] })),
    "jwt-claim",
    AT,
    "claim event_name may have no value, so nobody can log in",
    "name at least one",
  ],
  [
    "an event twice",
    github(GitHubJob.environment("prod", { ...REPOSITORY, events: ["push", "push"] })),
    "jwt-claim",
    AT,
    '"push" is in claim event_name twice',
    "name each once",
  ],
  [
    "an environment without a name",
    github(GitHubJob.environment("", REPOSITORY)),
    "jwt-claim",
    AT,
    'claim environment is "", which begins or ends with a space or is empty',
    "write the value as the token has it",
  ],
  [
    "a branch with a comma",
    gitlab(GitLabJob.branch("main,dev", PROJECT)),
    "jwt-claim",
    AT,
    'claim ref is "main,dev", of which Terraform\'s provider makes several values',
    "use a value without a comma",
  ],
  [
    "no project",
    gitlab(GitLabJob.mergeRequest({ ...PROJECT, projectId: "" })),
    "jwt-claim",
    AT,
    'claim project_id is "", which begins or ends with a space or is empty',
    "write the value as the token has it",
  ],
  [
    "every subject",
    subject(JwtSubject.of("*")),
    "jwt-wildcard",
    AT,
    'claim sub is "*", and Vault compares claims in full here, so nobody can log in',
    "name each in full, by a workload of its own",
  ],
  [
    "a job of another CI than the issuer's",
    (stack) => {
      const issuer = JwtIssuer.github() as JwtIssuer;
      return grantRead(
        stack,
        workload(stack, issuer, { boundTo: GitLabJob.branch("main", PROJECT), ...JOB }),
      );
    },
    "jwt-issuer",
    AT,
    "boundTo is for tokens of GitLab CI, and auth/ci takes those of GitHub Actions",
    "use GitHubJob",
  ],
  [
    "an empty audience",
    github(GitHubJob.pullRequest(REPOSITORY), { audience: "" }),
    "audience",
    AT,
    "the audience is empty, so a token for any service would log in",
    "name the audience that the job asks its token for: https://vault.acme.example",
  ],
  [
    "a token that lives for a day",
    github(GitHubJob.pullRequest(REPOSITORY), { ttl: Duration.days(1) }),
    "token-ttl",
    AT,
    "ttl is 1 day, so whoever finds a token of the job has it for so long",
    "use 1 hour at most",
  ],
  [
    "an issuer without TLS",
    by(JwtIssuer.discovered({ issuer: "http://ci.acme.example" })),
    "jwt-issuer",
    "bad/ci",
    'issuer "http://ci.acme.example" is not an https URL',
    ISSUER_FIX,
  ],
  [
    "an issuer with a slash at its end",
    by(JwtIssuer.discovered({ issuer: "https://ci.acme.example/" })),
    "jwt-issuer",
    "bad/ci",
    'issuer "https://ci.acme.example/" is not an https URL',
    ISSUER_FIX,
  ],
  [
    "keys without TLS",
    by(JwtIssuer.jwks({ issuer: "https://ci.acme.example", jwksUrl: "http://ci.acme.example/keys" })),
    "jwt-issuer",
    "bad/ci",
    'jwksUrl "http://ci.acme.example/keys" is not an https URL',
    ISSUER_FIX,
  ],
  [
    "an issuer with an interpolation",
    by(JwtIssuer.discovered({ issuer: "https://${var.ci}" })),
    "terraform-expression",
    "bad/ci",
    'the issuer "https://${var.ci}" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "an issuer with another CA than a certificate",
    by(JwtIssuer.discovered({ issuer: "https://ci.acme.example", ca: TlsCertificate.fromPem("junk") })),
    "certificate",
    "bad/ci",
    "the CA is not a certificate in PEM format",
    "pass the text of a PEM file: -----BEGIN CERTIFICATE-----…",
  ],
  [
    "no public key",
    by(JwtIssuer.publicKeys({ issuer: "https://ci.acme.example", publicKeys: [] })),
    "jwt-public-key",
    "bad/ci",
    "publicKeys is empty, so nobody can log in",
    "give at least one",
  ],
  [
    "a public key that is none",
    by(JwtIssuer.publicKeys({ issuer: "https://ci.acme.example", publicKeys: ["junk"] })),
    "jwt-public-key",
    "bad/ci",
    "one of publicKeys is not a public key in PEM format",
    "pass the text of a PEM file: -----BEGIN PUBLIC KEY-----…",
  ],
  [
    "a workload that plans the stack that makes it",
    plansItsOwnStack,
    "operated-stack",
    AT,
    'workload "deploy" works on stack "bad", by which it could change what it may itself',
    "make its auth method in a stack of its own, which somebody else applies",
  ],
];
