import { logInByKubernetes } from "../../contract/workload/kubernetes-login";
import { prepareStack } from "../../rehearsal/prepared-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { CLUSTERS_STACK } from "../other-stacks";
import { otherStack } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const { stack, configuration } = otherStack(CLUSTERS_STACK);

/** Vault has the token, and Terraform's state has not. */
async function deployForReal(): Promise<void> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(stack, workspace, {
      postgres: 18,
      env: process.env,
      notify: () => undefined,
    });
    const { servers, variables } = prepared;
    const terraform = await new TerraformProject(prepared, configuration, workspace.directory).init();
    const { deployer } = terraform;
    const [web] = stack.access.workloads.filter(({ login }) => login.path === "us");
    const { login } = web!;
    const deployment = {
      vault: servers.vault.client,
      serviceAccountTokens: (path: string) => servers.clusters.of(path),
    };
    const logIn = async () => login.method === "kubernetes" && logInByKubernetes(deployment, web!, login);

    await terraform.run(deployer, "apply", "-auto-approve");
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    expect(await logIn()).toMatchObject({ policies: ["us-web"] });
    expect(terraform.state()).not.toContain(variables.us_reviewer);

    terraform.edit('"disable_iss_validation":true', '"disable_iss_validation":false');
    await terraform.run(deployer, "apply", "-auto-approve");
    await expect(logIn()).rejects.toThrow("permission denied");
    terraform.edit('"token_reviewer_jwt_wo_version":1', '"token_reviewer_jwt_wo_version":2');
    await terraform.run(deployer, "apply", "-auto-approve");
    expect(await logIn()).toMatchObject({ policies: ["us-web"] });
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    expect(terraform.state()).not.toContain(variables.us_reviewer);
  });
}

if (hasProviders(configuration)) {
  test(
    "real Terraform gives Vault a reviewer's token, and again when its generation is raised",
    deployForReal,
    180_000,
  );
} else {
  test("real Terraform was left out: terraform init can't install version 5.7 of its provider for Vault here", () => {
    process.stderr.write(
      "test/terraform was left out for a reviewer's token: version 5.7 of the provider is missing.\n",
    );
  });
}
