import { acknowledgedMounts } from "../acknowledged";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { difference } from "../difference";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";
import { type Mounts, readMounts } from "./storage";

/** Vault has the mounts and auth methods that are described, and each is set as such a one is by itself, but for what is described. */
export function mountsAsDescribed({ about, access, deployment }: Context): Check {
  return {
    id: "mounts-as-described",
    kind: "also",
    says: "mounts as described",
    about,
    harm: "nothing",
    needs: ["root of Vault", "Vault before the apply"],
    attempt: async () => {
      const { mounts: before, reference } = deployment.vaultBefore;
      const all = await readMounts(deployment.vault);
      const accepted = acknowledgedMounts(deployment.acknowledged);
      const there = new Map([...all].filter(([path]) => !accepted.includes(path)));
      const engines = access.engines.map(({ path, defaultLeaseTtl, maxLeaseTtl }): [string, Settings] => {
        const leases = { default_lease_ttl: defaultLeaseTtl, max_lease_ttl: maxLeaseTtl };
        const { config, ...settings } = defaultsOf(reference, "database");
        return [`${path}/`, { ...settings, config: { ...(config as object), ...leases } }];
      });
      const transit = access.transitEngines.map(({ path }): [string, Settings] => [
        `${path}/`,
        defaultsOf(reference, "transit"),
      ]);
      const methods = access.authMethods.map(({ path, type }): [string, Settings] => [
        `auth/${path}/`,
        defaultsOf(reference, type),
      ]);
      // What was made elsewhere was there before.
      const wrong = mountDifferences(new Map([...engines, ...transit, ...methods, ...before]), there);
      if (wrong.length) throw new Violation(wrong.join("; "));
      return [...there.keys()].join(", ");
    },
  };
}

function mountDifferences(expected: Mounts, there: Mounts): string[] {
  const settings = [...there].flatMap(([path, mount]) => {
    const should = expected.get(path);
    return should ? settingDifferences(saidOf(should), saidOf(mount)).map((line) => `${path}: ${line}`) : [];
  });
  return [...difference([...expected.keys()], [...there.keys()]), ...settings];
}

/** What somebody can say about a mount. Its description is anybody's, and its ids are Vault's. */
function saidOf({ config, accessor, uuid, description, ...settings }: Settings): Settings {
  return { ...settings, ...(config as Settings) };
}
