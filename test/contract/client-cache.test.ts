import { contractOf } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { run } from "../../contract/run";
import { CLIENT_CACHE_STACK } from "../other-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { CLIENT_CACHE_MUTATIONS } from "./mutations/client-cache";

const stack = synthesizeOtherStack(CLIENT_CACHE_STACK);

describe("a rehearsal fails, and names the cause, when of the operator's client cache", () => {
  test.concurrent.each(CLIENT_CACHE_MUTATIONS)("%s", async (_, mutate, failure) => {
    const expected = [failure]
      .flat()
      .map((each): unknown => (typeof each === "string" ? each : expect.stringMatching(each)));
    const failures = failuresOf(await rehearseStack(mutate(stack)));
    expect(failures).toEqual(expect.arrayContaining(expected));
  });
});

/** What checks of the stack as a whole find. */
async function findings(deployment: Deployment): Promise<string> {
  const ids = ["vault-holds-only-what-is-described", "transit-keys-as-described"];
  const groups = contractOf(deployment)
    .flatMap((phase) => phase.groups)
    .map(({ checks }) => ({ checks: checks.filter(({ id }) => ids.includes(id)) }));
  return failuresOf({ checks: await run([{ name: "standing", groups }], deployment) }).join("\n");
}

const KEY = "transit/keys/cluster-0-vault-secrets-operator";

test("every setting of a key that somebody changes in Vault is named, and so is a key that somebody makes", async () => {
  await withDeployed(stack, 18, async (deployment) => {
    const { vault } = deployment;
    expect(await findings(deployment)).toBe("");
    await vault.request("POST", `${KEY}/rotate`);
    expect(await findings(deployment)).not.toContain(KEY);
    for (const [setting, value] of [
      ["min_decryption_version", 2],
      ["min_encryption_version", 2],
      ["deletion_allowed", false],
      ["auto_rotate_period", 3600],
      ["exportable", true],
      ["allow_plaintext_backup", true],
    ] as const) {
      await vault.request("POST", `${KEY}/config`, { [setting]: value });
      expect(await findings(deployment)).toContain(`${setting} is ${value} instead of `);
    }
    await vault.request("POST", "transit/keys/another");
    expect(await findings(deployment)).toMatch(/unexpected: logical\/transit\/\S*another/);
  });
});
