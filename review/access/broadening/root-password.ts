import type { PostgresConnectionDescription } from "../../../constructs/access/postgres-description";
import { changedFields } from "./compared";
import { connectionName, keptConnections } from "./connections";
import type { BroadeningRule } from "./rule";

export const rootPassword: BroadeningRule = {
  id: "root-password",
  what: "The password of Vault's account is not changed, or otherwise",
  why: "Whoever set it can log in as the account that makes every user.",
  gains: (before, after) => [
    ...keptConnections(before, after)
      .filter(({ was, is }) => was.rotated && !is.rotated)
      .map(({ is }) => ({
        who: "whoever knows the password of Vault's account",
        what: "a password that Vault leaves as it is",
        was: "a password that Vault rotates",
        on: connectionName(is),
      })),
    ...keptConnections(before, after).flatMap(({ was, is }) => {
      const changed = changedFields(statementsOf(was), statementsOf(is));
      return changed ? [{ who: "Vault's account", ...changed, on: connectionName(is) }] : [];
    }),
  ],
};

function statementsOf({ settings }: PostgresConnectionDescription) {
  return { rootRotationStatements: settings?.rootRotationStatements };
}
