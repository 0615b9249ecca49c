import type { AuthMethodDescription } from "../../../constructs/access/access-manifest";
import { added, changedFields, inOneLine, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const authMethod: BroadeningRule = {
  id: "auth-method",
  what: "Another auth method lets somebody in, or asks elsewhere who somebody is",
  why: "Whoever it says somebody is, Vault lets in.",
  gains: (before, after) => [
    ...kept(before.authMethods, after.authMethods, nameOf).flatMap(({ was, is }) => {
      const changed = changedFields(was, is, ["imported"]);
      return changed ? [{ who: "whoever logs in there", ...changed, on: nameOf(is) }] : [];
    }),
    ...added(before.authMethods, after.authMethods, nameOf).map((method) => ({
      who: "whoever logs in there",
      what: inOneLine(method),
      on: nameOf(method),
    })),
  ],
};

function nameOf({ path, type }: AuthMethodDescription): string {
  return `auth method ${path} (${type})`;
}
