import { time } from "../../../constructs/access/fact";
import { isMore } from "./compared";
import { secretIdGains } from "./secret-id-gains";
import type { BroadeningRule } from "./rule";

export const longerSecretId: BroadeningRule = {
  id: "longer-secret-id",
  what: "A secret ID can be used for longer",
  why: "Whoever finds one can log in with it for as long.",
  gains: secretIdGains(({ ttl: was }, { ttl: is }) =>
    isMore(was, is) ? { was: lasting(was), what: lasting(is) } : undefined,
  ),
};

function lasting(ttl: number): string {
  return ttl ? `secret IDs that live ${time(ttl)}` : "secret IDs that never end";
}
