import { grantGains } from "./grant-gains";
import type { BroadeningRule } from "./rule";

export const predefinedRole: BroadeningRule = {
  id: "predefined-role",
  what: "A credential is a member of another role of PostgreSQL's own",
  why: "What such a role may do is in no privilege set, and may be everything on the server.",
  gains: grantGains(["member"]),
};
