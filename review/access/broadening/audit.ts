import { added, changedFields, inOneLine, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const audit: BroadeningRule = {
  id: "audit",
  what: "Vault writes down less, or elsewhere, who asked for what",
  why: "Nobody can tell afterwards who read a credential.",
  gains: (before, after) => [
    ...added(after.auditDevices, before.auditDevices, ({ path }) => path).map((device) => ({
      who: "whoever asks Vault",
      what: "no such device",
      was: `audit device ${inOneLine(device)}`,
      on: "the audit trail",
    })),
    ...kept(before.auditDevices, after.auditDevices, ({ path }) => path).flatMap(({ was, is }) => {
      const changed = changedFields(was, is);
      return changed ? [{ who: "whoever asks Vault", ...changed, on: `audit device ${is.path}` }] : [];
    }),
  ],
};
