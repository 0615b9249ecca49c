import type { VaultClient } from "../../clients/vault-client";
import { namesOf, readStorage, readTexts } from "./storage";

/** Kinds of what a stack has in Vault. */
export type Kind =
  | "audit device"
  | "policy"
  | "password policy"
  | "database"
  | "transit"
  | "transit key"
  | "connection"
  | "role"
  | "rate limit"
  | "approle"
  | "approle login role"
  | "kubernetes"
  | "kubernetes configuration"
  | "kubernetes login role"
  | "jwt"
  | "jwt configuration"
  | "jwt login role"
  | "token login role";

/** What Vault tells about something, by setting. */
export type Settings = Readonly<Record<string, unknown>>;

/** How this Vault stores and shows one of each kind: that depends on the product and its version. As JSON takes it. */
export interface Reference {
  readonly kinds: Readonly<Partial<Record<Kind, ReferenceKind>>>;
  /** Entries that are written whenever something is made: tables of what there is. */
  readonly tables: readonly string[];
}

export interface ReferenceKind {
  /** What is stored of one, with the names that it has here. */
  readonly entries: readonly string[];
  /** Every setting of one, with its default. */
  readonly defaults: Settings;
}

interface Example {
  readonly kind: Kind;
  readonly path: string;
  /** As little as Vault takes. */
  readonly body: object;
  /** The mount that it is, or is in. */
  readonly mount?: string;
}

const NAME = "contract-example";
const DATABASE = "contract-database";
const TRANSIT = "contract-transit";
const [APPROLE, KUBERNETES, JWT] = ["contract-approle", "contract-kubernetes", "contract-jwt"];
/** Somebody's public key. */
const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEkGM1MkSzqPRNPYkgtyyzS2fWIs9s
k9JKi/wjgCx0tk7Yxc+wD0IGZPQ5vB9HJM0Pq7MwjXKCSk9KcEFvXKnfhA==
-----END PUBLIC KEY-----`;
const DENIED = 'path "none" { capabilities = ["deny"] }';

/**
 * One of each kind, in steps. What a step adds to the storage is told apart by its mount, so a step has one example of a mount,
 * and one without. The audit device is the first: until it is enabled, Vault can't write anything else.
 */
export const EXAMPLES: readonly (readonly Example[])[] = [
  [
    {
      kind: "audit device",
      path: `sys/audit/${NAME}`,
      body: { type: "file", options: { file_path: "stdout" } },
    },
    { kind: "database", mount: DATABASE, path: `sys/mounts/${DATABASE}`, body: { type: "database" } },
    { kind: "transit", mount: TRANSIT, path: `sys/mounts/${TRANSIT}`, body: { type: "transit" } },
    { kind: "approle", mount: APPROLE, path: `sys/auth/${APPROLE}`, body: { type: "approle" } },
    { kind: "kubernetes", mount: KUBERNETES, path: `sys/auth/${KUBERNETES}`, body: { type: "kubernetes" } },
    { kind: "jwt", mount: JWT, path: `sys/auth/${JWT}`, body: { type: "jwt" } },
  ],
  [
    {
      kind: "password policy",
      path: `sys/policies/password/${NAME}`,
      body: { policy: 'length = 20 rule "charset" { charset = "abc" }' },
    },
    {
      kind: "connection",
      mount: DATABASE,
      path: `${DATABASE}/config/${NAME}`,
      body: {
        plugin_name: "postgresql-database-plugin",
        connection_url: "postgresql://{{username}}:{{password}}@nowhere.invalid/none",
        verify_connection: false,
      },
    },
    { kind: "transit key", mount: TRANSIT, path: `${TRANSIT}/keys/${NAME}`, body: {} },
    { kind: "approle login role", mount: APPROLE, path: `auth/${APPROLE}/role/${NAME}`, body: {} },
    {
      kind: "kubernetes configuration",
      mount: KUBERNETES,
      path: `auth/${KUBERNETES}/config`,
      body: { kubernetes_host: "https://nowhere.invalid", kubernetes_ca_cert: "none" },
    },
    {
      kind: "jwt configuration",
      mount: JWT,
      path: `auth/${JWT}/config`,
      body: { jwt_validation_pubkeys: [PUBLIC_KEY] },
    },
  ],
  [
    { kind: "policy", path: `sys/policies/acl/${NAME}`, body: { policy: DENIED } },
    {
      kind: "role",
      mount: DATABASE,
      path: `${DATABASE}/roles/${NAME}`,
      body: { db_name: NAME, creation_statements: ["SELECT 1"] },
    },
    {
      kind: "kubernetes login role",
      mount: KUBERNETES,
      path: `auth/${KUBERNETES}/role/${NAME}`,
      body: { bound_service_account_names: ["none"], bound_service_account_namespaces: ["none"] },
    },
    {
      kind: "jwt login role",
      mount: JWT,
      path: `auth/${JWT}/role/${NAME}`,
      body: { role_type: "jwt", user_claim: "sub", bound_subject: "none" },
    },
  ],
  [
    {
      kind: "rate limit",
      path: `sys/quotas/rate-limit/${NAME}`,
      body: { path: `${DATABASE}/creds/${NAME}`, rate: 1 },
    },
  ],
  [{ kind: "token login role", path: `auth/token/roles/${NAME}`, body: {} }],
];

/** Makes one of each kind in a Vault that nobody uses yet, looks how it is stored and shown, and removes it again. */
export async function learnReference(vault: VaultClient): Promise<Reference> {
  const fresh = await readStorage(vault);
  const texts = await readTexts(vault, fresh.entries);
  const kinds: Partial<Record<Kind, ReferenceKind>> = {};
  let before = fresh;
  for (const step of EXAMPLES) {
    for (const { path, body } of step) await vault.request("POST", path, body);
    const settings = Promise.all(step.map(({ path }) => settingsAt(vault, path)));
    const after = await readStorage(vault);
    const added = after.entries.filter((entry) => !before.entries.includes(entry));
    const entries = byExample(step, namesOf(added, after.mounts));
    for (const [index, defaults] of (await settings).entries())
      kinds[step[index]!.kind] = { entries: entries[index]!, defaults };
    before = after;
  }
  const textsNow = await readTexts(vault, fresh.entries);
  const tables = fresh.entries.filter((entry) => texts.get(entry) !== textsNow.get(entry));
  await remove(vault);
  return { kinds, tables };
}

/** Which entries are those of each example of a step. */
function byExample(step: readonly Example[], entries: readonly string[]): string[][] {
  const mountOf = (entry: string) =>
    step.find(({ mount }) => mount !== undefined && entry.split("/").includes(mount))?.mount;
  return step.map(({ mount }) => entries.filter((entry) => mountOf(entry) === mount));
}

/** The last first; what is in a mount goes with it. */
async function remove(vault: VaultClient): Promise<void> {
  const apart = EXAMPLES.flat().filter(({ mount, path }) => mount === undefined || path.startsWith("sys/"));
  for (const { path } of apart.reverse()) await vault.request("DELETE", path);
}

/** What Vault tells about an example. A mount is told about in the list of all. */
async function settingsAt(vault: VaultClient, path: string): Promise<Settings> {
  const [, list, name] = /^(sys\/(?:mounts|auth|audit))\/(.*)$/.exec(path) ?? [];
  const { data = {} } = await vault.request("GET", list ?? path);
  return (list ? data[`${name}/`] : data) as Settings;
}

/** What is stored of one of a kind that has these names. */
export function entriesOf(
  { kinds }: Reference,
  kind: Kind,
  { mount = "", name = "" }: { readonly mount?: string; readonly name?: string } = {},
): string[] {
  const example = EXAMPLES.flat().find((each) => each.kind === kind);
  const entries = kinds[kind]?.entries ?? [];
  return entries.map((entry) =>
    (example?.mount ? entry.replace(example.mount, () => mount || name) : entry).replace(NAME, () => name),
  );
}

/** What Vault tells about one of a kind about which nothing is said. */
export function defaultsOf({ kinds }: Reference, kind: Kind): Settings {
  return kinds[kind]?.defaults ?? {};
}
