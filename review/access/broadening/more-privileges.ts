import { grantGains } from "./grant-gains";
import type { BroadeningRule } from "./rule";

export const morePrivileges: BroadeningRule = {
  id: "more-privileges",
  what: "A credential may do more to tables, columns, sequences, types or in schemas",
  why: "Everybody who may read it, or has a lease of it already, may do it too.",
  gains: grantGains(["table", "column", "sequence", "type", "schema"]),
};
