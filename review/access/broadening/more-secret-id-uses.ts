import { isMore } from "./compared";
import { secretIdGains } from "./secret-id-gains";
import type { BroadeningRule } from "./rule";

export const moreSecretIdUses: BroadeningRule = {
  id: "more-secret-id-uses",
  what: "A secret ID can be used more often",
  why: "Each login after the first may be somebody else's.",
  gains: secretIdGains(({ uses: was }, { uses: is }) =>
    isMore(was, is) ? { was: counted(was), what: counted(is) } : undefined,
  ),
};

function counted(uses: number): string {
  if (!uses) return "secret IDs for any number of logins";
  return `secret IDs for ${uses} ${uses === 1 ? "login" : "logins"}`;
}
