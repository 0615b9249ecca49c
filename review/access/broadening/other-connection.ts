import { databaseName } from "../../../constructs/access/postgres-facts";
import { type CredentialDescription, credentialsOf } from "../credential";
import { changedFields, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const otherConnection: BroadeningRule = {
  id: "other-connection",
  what: "A credential goes by another connection, or to another database",
  why: "Another account of Vault's makes its users, with whatever that may grant.",
  gains: (before, after) =>
    kept(credentialsOf(before), credentialsOf(after), ({ path }) => path).flatMap(({ was, is }) => {
      const changed = changedFields(wayOf(was), wayOf(is));
      const who = `whoever reads ${is.path}`;
      return changed ? [{ who, ...changed, on: databaseName(is.database), credential: is.path }] : [];
    }),
};

function wayOf({ engine, connection, database }: CredentialDescription) {
  return { connection: `${engine}/${connection}`, database: databaseName(database) };
}
