import { databaseName } from "../../../constructs/access/postgres-facts";
import { added } from "./compared";
import type { BroadeningRule } from "./rule";

export const keepsAccess: BroadeningRule = {
  id: "keeps-access",
  what: "A role keeps what PUBLIC had in a database",
  why: "What that is, is described nowhere, and Vault doesn't know the role.",
  gains: (before, after) =>
    after.databases.flatMap((database) => {
      const was = before.databases.find((each) => databaseName(each) === databaseName(database));
      return added(was?.keepsAccess ?? [], database.keepsAccess ?? [], (role) => role).map((role) => ({
        who: role,
        what: "what PUBLIC had there",
        on: databaseName(database),
      }));
    }),
};
