import type { VaultMethod } from "../../clients/vault-client";
import { contractOf } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { run } from "../../contract/run";
import { namesOf, readStorage } from "../../contract/vault/storage";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";

type Request = readonly [method: VaultMethod, path: string, body?: object];

/** Something that is made behind the stack's back, how it is undone, and how the rehearsal names it. */
type Edit = readonly [what: string, made: Request, undone: Request, finding: string];

const STORED = "dev: vault-holds-only-what-is-described:";
const MOUNTED = "dev: mounts-as-described:";

const EDITS: readonly Edit[] = [
  [
    "another default policy",
    ["PUT", "sys/policies/acl/default", { policy: 'path "*" { capabilities = ["sudo"] }' }],
    ["PUT", "sys/policies/acl/default", { policy: 'path "none" { capabilities = ["deny"] }' }],
    `${STORED} changed: sys/policy/default`,
  ],
  [
    "a group of identities",
    ["POST", "identity/group/name/admins", { policies: ["default"] }],
    ["DELETE", "identity/group/name/admins"],
    `${STORED} unexpected: logical/identity/packer/group/buckets/`,
  ],
  [
    "an entity",
    ["POST", "identity/entity/name/somebody", { policies: ["approle-myapp"] }],
    ["DELETE", "identity/entity/name/somebody"],
    `${STORED} unexpected: logical/identity/packer/buckets/`,
  ],
  [
    "a role that gives out tokens",
    ["POST", "auth/token/roles/anything", { allowed_policies_glob: ["*"], orphan: true }],
    ["DELETE", "auth/token/roles/anything"],
    `${STORED} unexpected: sys/token/roles/anything`,
  ],
  [
    "a token",
    ["POST", "auth/token/create", { id: "contract-known", policies: ["root"] }],
    ["POST", "auth/token/revoke", { token: "contract-known" }],
    `${STORED} unexpected: sys/`,
  ],
  [
    "a quota",
    ["POST", "sys/quotas/rate-limit/all", { rate: 1_000_000 }],
    ["DELETE", "sys/quotas/rate-limit/all"],
    `${STORED} unexpected: sys/quotas/rate-limit/all`,
  ],
  [
    "a password policy",
    ["PUT", "sys/policies/password/weak", { policy: 'length = 8 rule "charset" { charset = "a" }' }],
    ["DELETE", "sys/policies/password/weak"],
    `${STORED} unexpected: sys/password_policy/weak`,
  ],
  [
    "a header that audit devices write in the clear",
    ["POST", "sys/config/auditing/request-headers/X-Vault-Token", { hmac: false }],
    ["DELETE", "sys/config/auditing/request-headers/X-Vault-Token"],
    `${STORED} unexpected: sys/audited-headers-config/audited-headers`,
  ],
  [
    "other origins",
    ["POST", "sys/config/cors", { allowed_origins: "*" }],
    ["DELETE", "sys/config/cors"],
    `${STORED} unexpected: sys/config/cors`,
  ],
  [
    "a mount",
    ["POST", "sys/mounts/kv", { type: "kv" }],
    ["DELETE", "sys/mounts/kv"],
    `${MOUNTED} unexpected: kv/`,
  ],
  [
    "an auth method",
    ["POST", "sys/auth/userpass", { type: "userpass" }],
    ["DELETE", "sys/auth/userpass"],
    `${MOUNTED} unexpected: auth/userpass/`,
  ],
  [
    "keys of answers that aren't hashed",
    ["POST", "sys/mounts/database/tune", { audit_non_hmac_response_keys: ["password"] }],
    ["POST", "sys/mounts/database/tune", { audit_non_hmac_response_keys: [] }],
    `${MOUNTED} database/: audit_non_hmac_response_keys is password instead of empty`,
  ],
  [
    "a mount that is listed for everybody",
    ["POST", "sys/mounts/database/tune", { listing_visibility: "unauth" }],
    ["POST", "sys/mounts/database/tune", { listing_visibility: "hidden" }],
    `${MOUNTED} database/: listing_visibility is unauth instead of empty`,
  ],
  [
    "a longer lease of tokens that nobody described",
    ["POST", "sys/auth/token/tune", { max_lease_ttl: "87600h" }],
    ["POST", "sys/auth/token/tune", { max_lease_ttl: "0" }],
    `${MOUNTED} auth/token/: max_lease_ttl is 315360000 instead of empty`,
  ],
  [
    "batch tokens of an auth method",
    ["POST", "sys/auth/approle/tune", { token_type: "batch" }],
    ["POST", "sys/auth/approle/tune", { token_type: "default-service" }],
    `${MOUNTED} auth/approle/: token_type is batch instead of default-service`,
  ],
];

/** What the checks that only read find, one by one. */
async function findings(deployment: Deployment): Promise<string[]> {
  const [phase] = contractOf(deployment);
  const groups = phase!.groups.map(({ checks }) => ({
    checks: checks.filter(({ id }) => /^(vault-holds-only-what-is|mounts-as)-described$/.test(id)),
  }));
  const failures = failuresOf({ checks: await run([{ name: "standing", groups }], deployment) });
  return failures.flatMap((failure) => {
    const [, check = "", list = ""] = /^(\S+ \S+) (.*)$/.exec(failure) ?? [];
    return list.split("; ").map((line) => `${check} ${line}`);
  });
}

/** Entries whose change stops Vault, and those that are written all the time. */
const OF_VAULT_ITSELF = /^(core|sys\/(token|expire))\//;

test("whatever is made in Vault besides, changed or removed is named: any entry of its storage, and settings of its mounts", async () => {
  await withDeployed(synthesizeEnvironment("dev"), 18, async (deployment) => {
    const { vault, vaultBefore } = deployment;
    const { mounts, entries } = await readStorage(vault);
    const request = ([method, path, body]: Request) => vault.request(method, path, body);
    const stored = entries.filter((entry) => !OF_VAULT_ITSELF.test(entry));
    const removals = stored.map(async (entry): Promise<Edit> => {
      const { data } = await vault.request("GET", `sys/raw/${entry}`);
      const [name = ""] = namesOf([entry], mounts);
      const finding = `${STORED} ${vaultBefore.texts.has(entry) ? "changed" : "missing"}: ${name}`;
      const put: Request = ["PUT", `sys/raw/${entry}`, { value: data?.value }];
      return [`without ${name}`, ["DELETE", `sys/raw/${entry}`], put, finding];
    });
    const unnamed: unknown[] = [];
    for (const [what, made, undone, finding] of [...EDITS, ...(await Promise.all(removals))]) {
      await request(made);
      const found = await findings(deployment);
      if (!found.some((line) => line.startsWith(finding))) unnamed.push([what, found]);
      await request(undone);
    }
    expect(unnamed).toEqual([]);
    expect(stored.length).toBeGreaterThan(15);
  });
});
