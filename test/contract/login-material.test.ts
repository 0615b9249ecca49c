import { VaultClient } from "../../clients/vault-client";
import type { Deployment } from "../../contract/deployment";
import { LOGIN_MATERIAL_STACK } from "../other-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { LOGIN_MATERIAL_MUTATIONS } from "./mutations/login-material";

const stack = synthesizeOtherStack(LOGIN_MATERIAL_STACK);

describe("a rehearsal fails, and names the cause, when", () => {
  test.concurrent.each(LOGIN_MATERIAL_MUTATIONS)("%s", async (_, mutate, failure) => {
    const expected = [failure]
      .flat()
      .map((each): unknown => (typeof each === "string" ? each : expect.stringMatching(each)));
    const failures = failuresOf(await rehearseStack(mutate(stack)));
    expect(failures).toEqual(expect.arrayContaining(expected));
  });
});

/** The answer to a request for a secret ID, by somebody who has one of the operators' policies alone. */
async function secretIdFor({ vault, stacks }: Deployment, policy: string, wrapped?: number): Promise<string> {
  const name = `test-${policy}`;
  const { files } = stacks[0]!;
  await vault.request("PUT", `sys/policies/acl/${name}`, { policy: files.get(`${policy}.policy.json`) });
  const { auth } = await vault.request("POST", "auth/token/create", {
    policies: [name],
    no_default_policy: true,
  });
  const somebody = new VaultClient(vault.address, auth?.client_token);
  const client = wrapped ? somebody.wrapping(wrapped) : somebody;
  return client.request("POST", "auth/approle/role/web/secret-id").then(
    ({ wrap_info: info }) => `wrapped for ${info?.ttl} s`,
    (error: Error) => error.message,
  );
}

const REFUSED = "POST auth/approle/role/web/secret-id: 403 permission denied";

test("of the operators' policies, the one for login material makes secret IDs, wrapped for up to ten minutes", async () => {
  await withDeployed(stack, 18, async (deployment) => {
    expect(await secretIdFor(deployment, "login-material", 600)).toBe("wrapped for 600 s");
    expect(await secretIdFor(deployment, "login-material", 601)).toBe(REFUSED);
    expect(await secretIdFor(deployment, "login-material")).toBe(REFUSED);
    for (const policy of ["deployer", "plan"]) {
      expect(await secretIdFor(deployment, policy, 60)).toBe(REFUSED);
      expect(await secretIdFor(deployment, policy)).toBe(REFUSED);
    }
  });
});
