import { isMore } from "./compared";
import { sessionGains } from "./session-gains";
import type { BroadeningRule } from "./rule";

export const looserSession: BroadeningRule = {
  id: "looser-session",
  what: "A credential's sessions have fewer limits",
  why: "They hold locks, transactions and connections for longer, or more of them.",
  gains: sessionGains(
    ({ settings: { searchPath, ...limits } = {} }) => limits,
    (was, is) => LIMITS.some((limit) => isLooser(was.settings?.[limit], is.settings?.[limit])),
  ),
};

const LIMITS = [
  "statementTimeout",
  "lockTimeout",
  "idleInTransactionSessionTimeout",
  "connectionLimit",
] as const;

/** Without a limit, it is the server's; by 0, there is none. */
function isLooser(was: number | undefined, is: number | undefined): boolean {
  if (was === undefined) return is === 0;
  return is === undefined || isMore(was, is);
}
