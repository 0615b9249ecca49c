import { grantGains } from "./grant-gains";
import type { BroadeningRule } from "./rule";

export const owner: BroadeningRule = {
  id: "owner",
  what: "A credential acts as an owner",
  why: "Who owns something may read, change, drop and grant it.",
  gains: grantGains(["owner"]),
};
