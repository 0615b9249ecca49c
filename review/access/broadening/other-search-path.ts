import { sessionGains } from "./session-gains";
import type { BroadeningRule } from "./rule";

export const otherSearchPath: BroadeningRule = {
  id: "other-search-path",
  what: "A credential's sessions look up names elsewhere",
  why: "Whoever makes objects there decides which tables and functions its statements mean.",
  gains: sessionGains(
    ({ settings }) => ({ searchPath: settings?.searchPath }),
    () => true,
  ),
};
