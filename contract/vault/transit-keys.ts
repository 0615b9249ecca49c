import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";

/** Keys of the Transit engine are what is described, and otherwise what Vault makes when nothing is said: nobody exports them. */
export function transitKeysAsDescribed({ about, access, deployment }: Context): Check[] {
  const keys = access.transitEngines.flatMap(({ path, keys }) =>
    keys.map((key) => ({ ...key, path: `${path}/keys/${key.name}` })),
  );
  if (!keys.length) return [];
  return [
    {
      id: "transit-keys-as-described",
      kind: "also",
      says: "keys as described",
      about,
      harm: "nothing",
      needs: ["root of Vault", "Vault before the apply"],
      attempt: async () => {
        const defaults = defaultsOf(deployment.vaultBefore.reference, "transit key");
        for (const { path, name, deletionAllowed } of keys) {
          const { data = {} } = await deployment.vault.request("GET", path);
          const expected = { ...defaults, name, deletion_allowed: deletionAllowed };
          const wrong = settingDifferences(saidOf(expected), saidOf(data));
          if (wrong.length) throw new Violation(`${path}: ${wrong.join("; ")}`);
        }
        return keys.map(({ path }) => path).join(", ");
      },
    },
  ];
}

/** What somebody can say about a key. When it was made, and how often it was rotated since, is Vault's. */
function saidOf({ keys, latest_version, ...settings }: Settings): Settings {
  return settings;
}
