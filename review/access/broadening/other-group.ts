import { databaseName } from "../../../constructs/access/postgres-facts";
import { credentialsOf } from "../credential";
import { kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const otherGroup: BroadeningRule = {
  id: "other-group",
  what: "A credential is a member of another role that a DBA may have made",
  why: "What that role was granted by hand is described nowhere.",
  gains: (before, after) => {
    const madeElsewhere = after.databases.filter(({ imported }) => imported).map(databaseName);
    return kept(credentialsOf(before), credentialsOf(after), ({ path }) => path)
      .filter(({ was, is }) => was.group !== is.group && madeElsewhere.includes(databaseName(is.database)))
      .map(({ was, is }) => ({
        who: `whoever reads ${is.path}`,
        what: `membership of ${is.group}`,
        was: `membership of ${was.group}`,
        on: databaseName(is.database),
        credential: is.path,
      }));
  },
};
