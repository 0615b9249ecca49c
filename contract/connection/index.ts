import type { ConnectionDescription } from "../../constructs";
import type { CheckLists } from "../lists";
import { bootstrapPasswordRefused } from "./bootstrap-password";
import { configurationAsDescribed, configurationHoldsNoPassword } from "./configuration";
import { impostorRefused } from "./impostors";

/** Checks of a connection of Vault to a database. */
export const CONNECTION_CHECKS: CheckLists<ConnectionDescription> = {
  whileLeased: [
    bootstrapPasswordRefused,
    configurationHoldsNoPassword,
    configurationAsDescribed,
    impostorRefused,
  ],
};
