import { prepareStack } from "../../rehearsal/prepared-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { CLIENT_CACHE_STACK } from "../other-stacks";
import { otherStack } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const { stack, configuration } = otherStack(CLIENT_CACHE_STACK);

/** With the policies that the stack writes. */
async function deployForReal(): Promise<void> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(stack, workspace, {
      postgres: 18,
      env: process.env,
      notify: () => undefined,
    });
    const { client } = prepared.servers.vault;
    await client.request("PUT", "sys/policies/acl/plan-reader", {
      policy: stack.files.get("plan.policy.json"),
    });
    const { auth } = await client.request("POST", "auth/token/create", { policies: ["plan-reader"] });
    const terraform = await new TerraformProject(prepared, configuration, workspace.directory).init();
    const { deployer } = terraform;
    const planReader = { ...deployer, token: String(auth?.client_token) };
    const mountedNow = async () => Object.keys((await client.request("GET", "sys/mounts")).data ?? {});

    await terraform.run(deployer, "apply", "-auto-approve");
    expect(await terraform.run(planReader, "plan")).toContain(NO_CHANGES);
    await client.request("POST", "transit/keys/cluster-0-vault-secrets-operator/rotate");
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    expect(await mountedNow()).toEqual(expect.arrayContaining(["transit/", "team-a/transit/"]));

    expect(await terraform.run(deployer, "destroy", "-auto-approve")).toContain("Destroy complete!");
    expect(await mountedNow()).not.toContain("transit/");
    await expect(client.request("LIST", "team-a/transit/keys")).rejects.toThrow("404");
  });
}

if (hasProviders(configuration)) {
  test(
    "real Terraform makes an operator's key, minds no rotation of it, and deletes it, also where others mounted its engine",
    deployForReal,
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
