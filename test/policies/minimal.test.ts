import { join } from "node:path";
import { writeFileSync } from "node:fs";
import type { VaultClient } from "../../clients/vault-client";
import { HANDLERS } from "../../rehearsal/apply/handlers";
import { CertificateAuthority, findVault, startVault, Workspace } from "../../rehearsal/servers";
import { synthesized } from "../terraform/synthesized";
import type { PolicyText } from "./policy-text";
import { OPERATORS, recordedRequests } from "./recorded-requests";
import { RECORDED_STACKS } from "./recorded-stacks";
import { tried } from "./tried-policy";

let workspace: Workspace;
let root: VaultClient;
beforeAll(async () => {
  workspace = new Workspace();
  const caFile = join(workspace.directory, "ca.pem");
  writeFileSync(caFile, (await CertificateAuthority.create()).pem);
  const binary = await findVault(process.env, () => undefined);
  root = (await startVault(workspace, binary, caFile)).client;
});
afterAll(() => workspace.dispose());

describe.each(RECORDED_STACKS)("of the stack %s", (name, build) => {
  const { files } = synthesized(name, build).stack;
  const policyOf = (operator: string) => JSON.parse(files.get(`${operator}.policy.json`) ?? "") as PolicyText;

  test.each(OPERATORS)(
    "the policy %s lets everything through that real Terraform asks, and has no capability that it doesn't use",
    async (operator) => {
      const requests = recordedRequests(name)[operator];
      expect(await tried(root, policyOf(operator), requests)).toEqual({ refused: [], needless: [] });
    },
  );

  test.each(OPERATORS)("the policy %s restricts no parameters, which are not recorded", (operator) => {
    for (const rule of Object.values(policyOf(operator).path))
      expect(Object.keys(rule)).toEqual(["capabilities"]);
  });
});

test("each type of resource that can be applied is in one of these stacks", () => {
  const there = RECORDED_STACKS.flatMap(([name, build]) => synthesized(name, build).stack.resources);
  const types = Object.keys(HANDLERS).filter((type) => type.startsWith("vault_"));
  expect(types.filter((type) => !there.some((resource) => resource.type === type))).toEqual([]);
});

const requests = ["create database/roles/app", "read database/roles/app", "update sys/auth/approle"];
const minimal: PolicyText = {
  path: {
    "database/roles/app": { capabilities: ["create", "read"] },
    "sys/auth/approle": { capabilities: ["sudo", "update"] },
  },
};
const withRule = (path: string, ...capabilities: string[]): PolicyText => ({
  path: { ...minimal.path, [path]: { capabilities } },
});

test.each<[string, PolicyText, { refused: string[]; needless: string[] }]>([
  ["nothing, where it is minimal", minimal, { refused: [], needless: [] }],
  [
    "a capability too many",
    withRule("database/roles/app", "create", "read", "update"),
    { refused: [], needless: ["update database/roles/app"] },
  ],
  [
    "a rule too many",
    withRule("sys/mounts/database", "read"),
    { refused: [], needless: ["sys/mounts/database", "read sys/mounts/database"] },
  ],
  [
    "a rule too many, where one with a wildcard is enough",
    withRule("database/roles/+", "create", "read"),
    {
      refused: [],
      needless: [
        "database/roles/app",
        "database/roles/+",
        "create database/roles/+",
        "read database/roles/+",
      ],
    },
  ],
  [
    "sudo where nothing is guarded",
    withRule("database/roles/app", "create", "read", "sudo"),
    { refused: [], needless: ["sudo database/roles/app"] },
  ],
])("of a policy is told: %s", async (_, policy, expected) => {
  expect(await tried(root, policy, requests)).toEqual(expected);
});

test.each<[string, PolicyText, string[]]>([
  ["a capability too few", withRule("database/roles/app", "create"), ["read database/roles/app"]],
  [
    "a rule too few",
    { path: { "sys/auth/approle": minimal.path["sys/auth/approle"]! } },
    requests.slice(0, 2),
  ],
  ["no sudo where it is guarded", withRule("sys/auth/approle", "update"), ["update sys/auth/approle"]],
])("of a policy is told: %s", async (_, policy, refused) => {
  expect(await tried(root, policy, requests)).toMatchObject({ refused });
});
