import { openBaoAudit } from "../../constructs/access/openbao-audit";
import type { Undescribed } from "../stack/described-settings";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { fileDifference } from "./file-difference";

/** What OpenBao's servers would be told, where it isn't what is described: a rehearsal declares what is described. */
export function undescribedDeclarations({ access, files }: SynthesizedStack): Undescribed[] {
  const declared = access.auditDevices.filter(({ declaredIn }) => declaredIn !== undefined);
  const [device] = declared;
  if (!device?.declaredIn) return [];
  const about = { kind: "audit device", name: device.path } as const;
  return fileDifference(about, device.declaredIn, openBaoAudit(declared), files);
}
