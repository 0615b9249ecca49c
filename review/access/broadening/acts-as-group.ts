import { sessionGains } from "./session-gains";
import type { BroadeningRule } from "./rule";

export const actsAsGroup: BroadeningRule = {
  id: "acts-as-group",
  what: "A credential's sessions act as their group",
  why: "What they make is the group's, and an open session keeps the group's rights after its lease has ended where nobody can end it.",
  gains: sessionGains(
    ({ actsAsGroup }) => ({ sessions: actsAsGroup ? "as their group" : "as themselves" }),
    (was, is) => is.actsAsGroup && !was.actsAsGroup,
  ),
};
