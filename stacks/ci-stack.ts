import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformStack } from "cdktf";
import { Duration, GitHubJob, JwtAuth, JwtIssuer, OperatorPolicies } from "../constructs";
import type { Ci, Environment } from "../environments/environment";
import { addState } from "./state";
import type { VaultDatabaseStack } from "./vault-database-stack";

/**
 * Which jobs of GitHub Actions may plan and deploy an environment, by who they are: Vault knows them by the tokens that GitHub
 * signs. An administrator deploys it, before what is new in the environment: a job that could would give itself more.
 */
export class CiStack extends TerraformStack {
  constructor(operated: VaultDatabaseStack, { name, vaultAddress, state }: Environment, ci: Ci) {
    super(operated.node.root, `${name}-ci`);
    addState(this, state);
    new VaultProvider(this, "vault", { address: vaultAddress });

    const { audience, ...repository } = ci;
    const github = new JwtAuth(this, `github-${name}`, { issuer: JwtIssuer.github() });
    const plan = github.addWorkload("plan", {
      boundTo: GitHubJob.pullRequest({ ...repository, environment: `plan-${name}` }),
      audience,
    });
    OperatorPolicies.grantPlan(operated, plan);

    const deploy = github.addWorkload("deploy", {
      boundTo: GitHubJob.branch("main", { ...repository, workflow: "deploy.yml", environment: name }),
      audience,
      ttl: Duration.hours(1),
    });
    OperatorPolicies.grantDeploy(operated, deploy);
  }
}
