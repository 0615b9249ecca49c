import { setTimeout as sleep } from "node:timers/promises";
import { VaultClient } from "../../../clients/vault-client";
import { DirectApplier } from "../../../rehearsal/apply/direct-applier";
import { PostgresTarget } from "../../../rehearsal/apply/postgres-target";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import type { Resource } from "../../../constructs/guardrails/rendered/resources";
import { withHttpStandIn } from "../../clients/http-stand-in";

const policy = (name: string): Resource => ({
  address: `vault_policy.${name}`,
  type: "vault_policy",
  attributes: { name, policy: "" },
});
const device = (path: string): Resource => ({
  address: `vault_audit.${path}`,
  type: "vault_audit",
  attributes: { path, type: "file", options: {} },
});

/** Applies resources to a stand-in for Vault. @returns what is written at once, in the order in which it begins */
async function applied(...resources: Resource[]): Promise<string[][]> {
  const moments: string[][] = [];
  let running = 0;
  const answer = async ({ url = "" }: { url?: string }) => {
    if (running++) moments.at(-1)?.push(url);
    else moments.push([url]);
    await sleep(30);
    running--;
    return { status: 204 };
  };
  await withHttpStandIn(answer, async (address) => {
    const postgres = new PostgresTarget({ host: "", port: 0, user: "", password: "" });
    const applier = new DirectApplier({
      vault: new VaultClient(address),
      postgresOf: () => postgres,
      variables: {},
    });
    await applier.apply({ name: "dev", resources, variables: {} } as unknown as SynthesizedStack);
  });
  return moments;
}

test("while an audit device is enabled, nothing else is written to Vault", async () => {
  expect(
    await applied(
      policy("four"),
      policy("three"),
      device("syslog"),
      device("file"),
      policy("two"),
      policy("one"),
    ),
  ).toEqual([
    ["/v1/sys/policies/acl/one", "/v1/sys/policies/acl/two"],
    ["/v1/sys/audit/file"],
    ["/v1/sys/audit/syslog"],
    ["/v1/sys/policies/acl/three", "/v1/sys/policies/acl/four"],
  ]);
});

test("an audit device that waits for something is enabled after it", async () => {
  const waiting = device("file");
  const dependent = { ...waiting, attributes: { ...waiting.attributes, depends_on: ["vault_policy.one"] } };
  expect(await applied(dependent, policy("one"))).toEqual([
    ["/v1/sys/policies/acl/one"],
    ["/v1/sys/audit/file"],
  ]);
});
