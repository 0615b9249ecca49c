import { databaseName } from "../../../constructs/access/postgres-facts";
import type { SessionDescription } from "../../../constructs/access/session-description";
import { credentialsOf } from "../credential";
import { changedFields, kept } from "./compared";
import type { BroadeningRule } from "./rule";

/** What is more about the sessions of credentials that were there before, told by these fields. */
export function sessionGains(
  fieldsOf: (session: SessionDescription) => object,
  isMore: (was: SessionDescription, is: SessionDescription) => boolean,
): BroadeningRule["gains"] {
  return (before, after) =>
    kept(credentialsOf(before), credentialsOf(after), ({ path }) => path).flatMap(({ was, is }) => {
      const changed = isMore(was, is) ? changedFields(fieldsOf(was), fieldsOf(is)) : undefined;
      if (!changed) return [];
      const who = `whoever reads ${is.path}`;
      return [{ who, ...changed, on: databaseName(is.database), credential: is.path }];
    });
}
