import { databaseName } from "../../../constructs/access/postgres-facts";
import { added } from "./compared";
import type { BroadeningRule } from "./rule";

export const breakGlass: BroadeningRule = {
  id: "break-glass",
  what: "There is another account for emergencies",
  why: "Once a DBA has opened it, it acts as the owners of the database, and Vault doesn't know it.",
  gains: (before, after) =>
    added(
      before.breakGlass,
      after.breakGlass,
      ({ role, database }) => `${databaseName(database)} ${role}`,
    ).map(({ role, database }) => ({
      who: role,
      what: `everything in ${databaseName(database)}, as its owners, once it is opened`,
      on: databaseName(database),
    })),
};
