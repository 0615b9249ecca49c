import { grantGains } from "./grant-gains";
import type { BroadeningRule } from "./rule";

export const temporaryTables: BroadeningRule = {
  id: "temporary-tables",
  what: "A credential may make temporary tables",
  why: "They fill the disk of the server, and functions of its own can be made next to them.",
  gains: grantGains(["database"]),
};
