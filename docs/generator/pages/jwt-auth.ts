import { TerraformStack } from "cdktf";
import { DatabaseSecretsEngine, GitHubJob, JwtAuth, JwtIssuer, OperatorPolicies } from "../../../constructs";
import type { Page } from "../page";

const LOG_IN = `A job of GitHub Actions that has \`permissions: { id-token: write }\` asks for its token, and logs in with it:

\`\`\`bash ci
audience=https://vault.acme.example
jwt=$(curl -sSf -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$audience" | jq -r .value)
VAULT_TOKEN=$(vault write -field=token auth/github/login role=plan-dev jwt="$jwt")
echo "::add-mask::$VAULT_TOKEN"
\`\`\`

A job of GitLab CI has it in a variable that it names, with its audience:

\`\`\`yaml
plan:
  id_tokens:
    VAULT_ID_TOKEN:
      aud: https://vault.acme.example
  script:
    - export VAULT_TOKEN="$(vault write -field=token auth/gitlab/login role=plan-dev jwt="$VAULT_ID_TOKEN")"
    - terraform plan
\`\`\``;

const GITLAB = `\`JwtIssuer.gitlab()\` takes tokens of gitlab.com, with \`url\` those of a GitLab of your own. Its jobs are on a protected branch or
tag, deploy to an environment, or are for merge requests:

\`\`\`ts
const gitlab = new JwtAuth(stack, "gitlab", { issuer: JwtIssuer.gitlab({ url: "https://gitlab.acme.example" }) });
gitlab.addWorkload("deploy-dev", {
  boundTo: GitLabJob.branch("main", { project: "acme/platform", projectId: "42", environment: "dev" }),
  audience: "https://vault.acme.example",
});
\`\`\`

Any other issuer's tokens are bound by their subject: \`JwtSubject.of("…")\`, with \`JwtIssuer.discovered\`, \`.jwks\` or \`.publicKeys\`.`;

const BOUND = `Vault compares each claim in full, and no pattern: a workload is for one repository, and one branch, tag or environment. A job is
bound to the name of its repository and to its number, because a name that somebody gave up can be taken by others, and
somebody who takes it gets tokens that say the same in every claim but the number.

| Who must not get in | What refuses them |
| --- | --- |
| another repository, a fork | \`repository\` and \`repository_id\`; \`project_path\` and \`project_id\` |
| whoever takes the name of a repository that moved | \`repository_id\`, \`project_id\` |
| another branch or tag, another workflow | \`ref\`, \`workflow_ref\`; \`ref\`, \`ref_type\`, \`ref_protected\` |
| another environment, or none | \`environment\`, where it is named |
| a pull request, or what it starts in its target | \`event_name\`, \`pipeline_source\` |
| a token that was asked for to use another service | \`aud\` |
| a token of another issuer, or that nobody signed | \`bound_issuer\`, the issuer's keys, and the one algorithm that is named |
| an expired token, more than a minute ago | \`exp\`: Vault lets clocks differ by a minute |

A rehearsal puts an issuer of its own in the place of the real one, has it sign tokens like these, and each is refused, or
the rehearsal fails. What GitHub and GitLab put into their tokens it can't know: that is theirs to document.`;

const WORK = `\`OperatorPolicies.grantPlan\`, \`grantDeploy\` and \`grantDrain\` let a job work on a stack. What that needs in Vault is written into the
job's policy, in the stack of the job, as that of the other stack is described at the same synthesis. So that stack is applied
first, by whoever looks after the CI's access, and no job can widen what it may itself: a job that works on the stack that makes
it is a finding. What was taken out of a stack has to be deleted once more: apply the stack of the jobs after that.

A deployer writes policies and login roles, and so can let others in. Guard who may start that job: by a protected branch, and an
environment that asks somebody.`;

export const page: Page = {
  title: "JwtAuth",
  file: "jwt-auth.ts",
  props: [
    ["JwtAuthProps", "jwt-auth.ts"],
    ["JwtWorkloadProps", "jwt-workload.ts"],
    ["GitHubRepositoryProps", "github-job.ts"],
    ["GitHubEnvironmentJobProps", "github-job.ts"],
    ["GitHubRefJobProps", "github-job.ts"],
    ["GitLabProjectProps", "gitlab-job.ts"],
    ["GitLabEnvironmentJobProps", "gitlab-job.ts"],
    ["GitLabRefJobProps", "gitlab-job.ts"],
    ["JwtSubjectProps", "jwt-subject.ts"],
    ["GitHubIssuerProps", "jwt-issuer.ts"],
    ["GitLabIssuerProps", "jwt-issuer.ts"],
  ],
  choices: [
    ["JwtAuth", "jwt-auth.ts"],
    ["JwtIssuer", "jwt-issuer.ts"],
    ["GitHubJob", "github-job.ts"],
    ["GitLabJob", "gitlab-job.ts"],
    ["JwtSubject", "jwt-subject.ts"],
  ],
  sections: [
    ["How a job logs in", LOG_IN],
    ["GitLab, and other issuers", GITLAB],
    ["Who gets in", BOUND],
    ["Jobs that plan and deploy", WORK],
  ],
  example(stack) {
    const dev = new TerraformStack(stack.node.root, "dev");
    new DatabaseSecretsEngine(dev, "database");

    const github = new JwtAuth(stack, "github", { issuer: JwtIssuer.github() });
    const repository = { repository: "acme/platform", repositoryId: "123456789" };
    const audience = "https://vault.acme.example";
    const plan = github.addWorkload("plan-dev", { boundTo: GitHubJob.pullRequest(repository), audience });
    OperatorPolicies.grantPlan(dev, plan);

    const onMain = { ...repository, workflow: "deploy.yml", environment: "dev" };
    const deploy = github.addWorkload("deploy-dev", { boundTo: GitHubJob.branch("main", onMain), audience });
    OperatorPolicies.grantDeploy(dev, deploy);
  },
};
