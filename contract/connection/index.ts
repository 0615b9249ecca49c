import type { ConnectionDescription } from "../../constructs";
import type { CheckLists } from "../lists";
import { bootstrapPasswordRefused } from "./bootstrap-password";
import { configurationAsDescribed } from "./configuration";
import { impostorRefused } from "./impostors";
import { worksOnPrimary } from "./primary";

/** Checks of a connection of Vault to a database. */
export const CONNECTION_CHECKS: CheckLists<ConnectionDescription> = {
  oneByOne: [configurationAsDescribed],
  whileLeased: [bootstrapPasswordRefused, impostorRefused, worksOnPrimary],
};
