import { type VaultClient, VaultError } from "../../clients/vault-client";

/** Mounts and auth methods as Vault tells of them, by path: `database/`, `auth/approle/`. */
export type Mounts = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** What Vault stores, as a list of entries, and what makes their names readable. */
export interface Storage {
  /** Every entry's path. */
  readonly entries: readonly string[];
  readonly mounts: Mounts;
}

/**
 * Lists everything that Vault stores and somebody can reach: of a mount that was removed, something may be left.
 *
 * @see Vault documentation, "/sys/raw"
 */
export async function readStorage(vault: VaultClient): Promise<Storage> {
  const [entries, mounts] = await Promise.all([entriesBelow(vault, ""), readMounts(vault)]);
  const ids = new Set([...mounts.values()].map(({ uuid }) => uuid));
  const isReachable = (entry: string) => {
    const [, id] = /^(?:logical|auth)\/([^/]+)\//.exec(entry) ?? [];
    return id === undefined || ids.has(id);
  };
  return { entries: entries.filter(isReachable), mounts };
}

async function entriesBelow(vault: VaultClient, folder: string): Promise<string[]> {
  const keys = await list(vault, `sys/raw/${encodeURI(folder)}`);
  const below = keys.map((key) => (key.endsWith("/") ? entriesBelow(vault, folder + key) : [folder + key]));
  return (await Promise.all(below)).flat();
}

/** Vault says "not found" of a folder without entries. */
async function list(vault: VaultClient, path: string): Promise<string[]> {
  const { data } = await vault.find(path, "LIST");
  return (data?.keys ?? []) as string[];
}

/** The texts of entries; of one that Vault doesn't show, nothing. They hold secrets. */
export async function readTexts(
  vault: VaultClient,
  entries: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const texts = entries.map(async (entry): Promise<[string, unknown]> => {
    const answer = await vault.request("GET", `sys/raw/${encodeURI(entry)}`).catch((error: unknown) => {
      if (error instanceof VaultError) return undefined;
      throw error;
    });
    return [entry, answer?.data?.value];
  });
  return new Map(await Promise.all(texts));
}

/** All mounts and auth methods. */
export async function readMounts(vault: VaultClient): Promise<Mounts> {
  const [mounts, methods] = await Promise.all([
    vault.request("GET", "sys/mounts"),
    vault.request("GET", "sys/auth"),
  ]);
  return new Map([
    ...(Object.entries(mounts.data ?? {}) as [string, Record<string, unknown>][]),
    ...Object.entries(methods.data ?? {}).map(
      ([path, method]) => [`auth/${path}`, method as Record<string, unknown>] as const,
    ),
  ]);
}

/**
 * Entries as a person reads them: a mount's path is in place of its id, and `#` in place of what Vault draws by lot.
 */
export function namesOf(entries: readonly string[], mounts: Mounts): string[] {
  const paths = new Map([...mounts].map(([path, { uuid }]) => [String(uuid), path.replace(/\/$/, "")]));
  return entries.map((entry) =>
    entry
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => paths.get(id) ?? "#")
      .replace(/[0-9a-f]{32,}/g, "#")
      .replace(/^auth\/(?=auth\/)/, ""),
  );
}

/** A list without entries twice: what Vault draws by lot is numbered, and everything else is there once. */
export function numbered(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return names.flatMap((name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count === 1) return [name];
    return name.includes("#") ? [`${name} (${count})`] : [];
  });
}
