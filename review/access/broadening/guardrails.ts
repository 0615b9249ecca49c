import { added, changedFields, inOneLine } from "./compared";
import type { BroadeningRule } from "./rule";

export const guardrails: BroadeningRule = {
  id: "guardrails",
  what: "Guardrails are weaker",
  why: "What they kept out can be let in by the next change.",
  gains: ({ guardrails: was }, { guardrails: is, databases, connections }) => {
    // Of a stack that is gone there is nothing to guard.
    if (!was || !(databases.length + connections.length)) return [];
    const on = "the stack";
    if (!is) return [{ who: on, what: "no guardrails", was: inOneLine(was), on }];
    const weaker = {
      minTtl: is.minTtl < was.minTtl,
      maxTtl: is.maxTtl > was.maxTtl,
      auditDevices: is.auditDevices < was.auditDevices,
      verifiedTls: was.verifiedTls && !is.verifiedTls,
      remoteState: was.remoteState && !is.remoteState,
      preventDestroy: was.preventDestroy && !is.preventDestroy,
      ownRules: added(is.ownRules ?? [], was.ownRules ?? [], ({ id }) => id).length > 0,
    };
    const changed = changedFields(
      was,
      is,
      Object.entries(weaker)
        .flatMap(([name, isWeaker]) => (isWeaker ? [] : [name]))
        .concat("path"),
    );
    return changed ? [{ who: on, ...changed, on: "guardrails" }] : [];
  },
};
