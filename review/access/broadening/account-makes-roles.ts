import { databaseName } from "../../../constructs/access/postgres-facts";
import { keptDatabases } from "./databases";
import type { BroadeningRule } from "./rule";

export const accountMakesRoles: BroadeningRule = {
  id: "account-makes-roles",
  what: "Other means than its functions let the account of Vault make roles",
  why: "Functions check what they issue; an account that acts as its issuer makes any role.",
  gains: (before, after) =>
    keptDatabases(before, after)
      .filter(({ was, is }) => was.issuingSchema !== undefined && is.issuingSchema !== was.issuingSchema)
      .map(({ was, is }) => ({
        who: is.account,
        what:
          is.issuingSchema === undefined
            ? `CREATEROLE, as ${is.issuer}`
            : `functions in schema ${is.issuingSchema}`,
        was: `functions in schema ${was.issuingSchema}`,
        on: databaseName(is),
      })),
};
