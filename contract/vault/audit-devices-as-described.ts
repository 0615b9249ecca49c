import type { AuditDeviceDescription } from "../../constructs";
import { acknowledgedAuditDevices } from "../acknowledged";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { difference } from "../difference";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";

/** What says where a device writes: a rehearsal has another place, once it has seen that the stack's is the described one. */
const PLACE = ["file_path", "address", "socket_type", "facility", "tag"];

/** Vault has the audit devices that are described, and each writes what it should: nothing in the clear. */
export function auditDevicesAsDescribed({ about, access, deployment }: Context): Check {
  return {
    id: "audit-devices-as-described",
    kind: "also",
    says: "audit devices as described",
    about,
    harm: "nothing",
    needs: ["root of Vault", "Vault before the apply"],
    attempt: async () => {
      const { data: there = {} } = await deployment.vault.request("GET", "sys/audit");
      const defaults = defaultsOf(deployment.vaultBefore.reference, "audit device");
      const wrong = access.auditDevices.flatMap((device) => {
        const is = there[`${device.path}/`] as Settings | undefined;
        if (!is) return [];
        const lines = settingDifferences(saidOf({ ...defaults, ...device }), saidOf(is));
        return lines.map((line) => `${device.path}/: ${line}`);
      });
      const paths = access.auditDevices.map(({ path }) => `${path}/`);
      const accepted = acknowledgedAuditDevices(deployment.acknowledged);
      const others = Object.keys(there).filter((path) => !accepted.includes(path));
      const differences = [...difference(paths, others), ...wrong];
      if (differences.length) throw new Violation(differences.join("; "));
      return paths.join(", ") || "none";
    },
  };
}

/** What is said about a device, but for its place, and where that is said. Its description is anybody's. */
function saidOf({ path, type, description, options, declaredIn, ...settings }: Settings): Settings {
  const said = Object.entries((options ?? {}) as AuditDeviceDescription["options"]);
  return { ...settings, ...Object.fromEntries(said.filter(([name]) => !PLACE.includes(name))) };
}
