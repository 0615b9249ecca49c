import { added } from "./compared";
import type { BroadeningRule } from "./rule";

export const exception: BroadeningRule = {
  id: "exception",
  what: "An exception from a guardrail is accepted",
  why: "What the guardrail keeps out is let in there.",
  gains: (before, after) =>
    added(before.acknowledged, after.acknowledged, ({ rule, path }) => `${rule} at ${path}`).map(
      ({ rule, path, reason }) => ({
        who: path,
        what: `an exception from ${rule}: ${reason}`,
        on: path,
      }),
    ),
};
