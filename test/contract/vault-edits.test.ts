import type { VaultMethod } from "../../clients/vault-client";
import { contractOf } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import { run } from "../../contract/run";
import { namesOf, readStorage, readTexts } from "../../contract/vault/storage";
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
    `${MOUNTED} auth/token/: max_lease_ttl is 315360000 instead of 0`,
  ],
  [
    "batch tokens of an auth method",
    ["POST", "sys/auth/approle/tune", { token_type: "batch" }],
    ["POST", "sys/auth/approle/tune", { token_type: "default-service" }],
    `${MOUNTED} auth/approle/: token_type is batch instead of default-service`,
  ],
];

const READ_BACK = /^(role-)?configuration-as-described$|^login-role-as-described$|^clusters-asked/;

/** What the statements of a role do is tried, and the cluster is another one in a rehearsal. */
const NOT_HELD = [
  ...["creation_statements", "renew_statements", "revocation_statements"],
  ...["kubernetes_host", "kubernetes_ca_cert", "token_reviewer_jwt_set"],
];

/** What checks with such an id find, one by one. */
async function findings(deployment: Deployment, ids: RegExp): Promise<string[]> {
  const groups = contractOf(deployment)
    .flatMap((phase) => phase.groups)
    .map(({ checks }) => ({ checks: checks.filter(({ id }) => ids.test(id)) }));
  const failures = failuresOf({ checks: await run([{ name: "standing", groups }], deployment) });
  return failures.flatMap((failure) => {
    const [, check = "", list = ""] = /^(.*?: [a-z-]+:) (.*)$/.exec(failure) ?? [];
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
    const texts = await readTexts(vault, entries);
    // By its first letter, Vault takes a salt now and then for something compressed, which it can't show or put back.
    const stored = entries.filter((entry) => !OF_VAULT_ITSELF.test(entry) && texts.get(entry) !== undefined);
    const removals = stored.map((entry): Edit => {
      const [name = ""] = namesOf([entry], mounts);
      const finding = `${STORED} ${vaultBefore.texts.has(entry) ? "changed" : "missing"}: ${name}`;
      const put: Request = ["PUT", `sys/raw/${entry}`, { value: texts.get(entry) }];
      return [`without ${name}`, ["DELETE", `sys/raw/${entry}`], put, finding];
    });
    const unnamed: unknown[] = [];
    for (const [what, made, undone, finding] of [...EDITS, ...removals]) {
      await request(made);
      const found = await findings(deployment, /^(vault-holds-only-what-is|mounts-as)-described$/);
      if (!found.some((line) => line.startsWith(finding))) unnamed.push([what, found]);
      await request(undone);
    }
    expect(unnamed).toEqual([]);
    expect(stored.length).toBeGreaterThan(15);
  });
});

/** Other values that Vault takes, where not any will do. */
const OTHERS: Readonly<Record<string, unknown>> = {
  max_connection_lifetime: "10m",
  password_authentication: "password",
  secret_id_bound_cidrs: ["192.0.2.0/24"],
  alias_name_source: "serviceaccount_name",
  bound_service_account_namespace_selector: '{"matchLabels":{"anything":"else"}}',
};

/** What Vault refuses to change, or to set in any other way. */
const FIXED = [
  "database/config/appdb plugin_name",
  "database/config/appdb plugin_version",
  "database/roles/app-readonly credential_type",
  "auth/approle/role/myapp bind_secret_id",
  "auth/approle/role/myapp local_secret_ids",
  "auth/approle/role/myapp token_type",
  "auth/kubernetes/role/myapp token_type",
  "auth/kubernetes/config pem_keys",
];

/** Another value of a setting. */
function another(name: string, value: unknown): unknown {
  if (name in OTHERS) return OTHERS[name];
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 60;
  if (typeof value === "string") return `${value}x`;
  return [...((value as string[] | null) ?? []), "192.0.2.1"];
}

/** What Vault needs to take a change. */
function needed(path: string, settings: Readonly<Record<string, unknown>>): object {
  if (path.startsWith("database/config/")) return { verify_connection: false };
  return path === "auth/kubernetes/config" ? { ...settings, pem_keys: [] } : {};
}

test("every setting that Vault shows is held to what is described, or to what Vault has when nothing is said", async () => {
  await withDeployed(synthesizeEnvironment("dev"), 18, async (deployment) => {
    const { vault } = deployment;
    const unnamed: unknown[] = [];
    const refused: string[] = [];
    for (const path of [
      "database/config/appdb",
      "database/roles/app-readonly",
      "auth/approle/role/myapp",
      "auth/kubernetes/role/myapp",
      "auth/kubernetes/config",
    ]) {
      const { connection_details: details = {}, ...data } = (await vault.request("GET", path)).data ?? {};
      const settings = { ...data, ...(details as object) };
      for (const [name, value] of Object.entries(settings).filter(([each]) => !NOT_HELD.includes(each))) {
        // Vault reads it by another name than it shows it by.
        const written = name.replace("root_credentials_rotate", "root_rotation");
        const write = (to: unknown) =>
          vault.request("POST", path, { ...needed(path, settings), [written]: to });
        try {
          await write(another(name, value));
          const found = await findings(deployment, READ_BACK);
          if (found.length !== 1) unnamed.push([path, name, found]);
          await write(value ?? []);
        } catch {
          refused.push(`${path} ${name}`);
        }
      }
    }
    expect(unnamed).toEqual([]);
    expect(refused).toEqual(FIXED);
  });
});
