import { added, changedFields, inOneLine, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const provider: BroadeningRule = {
  id: "provider",
  what: "Terraform reaches something else, or otherwise",
  why: "What is applied there is applied with the rights of whoever deploys.",
  gains: (before, after) => [
    ...added(before.providers, after.providers, ({ provider }) => provider).map((each) => ({
      who: "whoever deploys",
      what: inOneLine(each),
      on: `provider ${each.provider}`,
    })),
    ...kept(before.providers, after.providers, ({ provider }) => provider).flatMap(({ was, is }) => {
      const changed = changedFields(was.settings, is.settings);
      return changed ? [{ who: "whoever deploys", ...changed, on: `provider ${is.provider}` }] : [];
    }),
  ],
};
