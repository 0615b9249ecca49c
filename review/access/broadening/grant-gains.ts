import { databaseName } from "../../../constructs/access/postgres-facts";
import { holdersOf } from "../credential";
import { covers, type Grant } from "../grant";
import { grantsInWords } from "../grants-in-words";
import type { BroadeningRule } from "./rule";

/** What whoever has a credential that was there before may do now, of these kinds. */
export function grantGains(kinds: readonly Grant["kind"][]): BroadeningRule["gains"] {
  return (before, after) => {
    const had = holdersOf(before);
    return holdersOf(after).flatMap(({ name, credential, database, grants }) => {
      const was = had.find((each) => each.name === name);
      if (!was) return [];
      const gained = grants.filter(
        (grant) => kinds.includes(grant.kind) && !was.grants.some((each) => covers(each, grant)),
      );
      const who = credential === undefined ? name : `whoever reads ${credential}`;
      return gained.length
        ? [{ who, what: grantsInWords(gained), on: databaseName(database), credential }]
        : [];
    });
  };
}
