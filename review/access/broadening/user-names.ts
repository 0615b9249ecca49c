import { connectionName, keptConnections } from "./connections";
import type { BroadeningRule } from "./rule";

export const userNames: BroadeningRule = {
  id: "user-names",
  what: "Leased users are named otherwise",
  why: "Where names can be guessed or repeat, nobody can tell whose a session was, and one lease can end another's user.",
  gains: (before, after) =>
    keptConnections(before, after)
      .filter(({ was, is }) => was.settings?.usernameTemplate !== is.settings?.usernameTemplate)
      .map(({ was, is }) => ({
        who: "whoever reads credentials by it",
        what: `names by ${is.settings?.usernameTemplate ?? "a template that isn't described"}`,
        was: `names by ${was.settings?.usernameTemplate ?? "a template that isn't described"}`,
        on: connectionName(is),
      })),
};
