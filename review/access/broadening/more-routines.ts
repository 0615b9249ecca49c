import { grantGains } from "./grant-gains";
import type { BroadeningRule } from "./rule";

export const moreRoutines: BroadeningRule = {
  id: "more-routines",
  what: "A credential may execute more routines",
  why: "One that runs as its owner does whatever its owner may.",
  gains: grantGains(["routine"]),
};
