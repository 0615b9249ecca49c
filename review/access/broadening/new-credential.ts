import { databaseName } from "../../../constructs/access/postgres-facts";
import { credentialsOf, readersOf } from "../credential";
import { grantsOf } from "../grant";
import { grantsInWords } from "../grants-in-words";
import { added } from "./compared";
import type { BroadeningRule } from "./rule";

export const newCredential: BroadeningRule = {
  id: "new-credential",
  what: "A credential can be had, which no other workload of this stack reads than before",
  why: "A workload of another stack may read its path already, and whoever writes policies can let somebody.",
  gains: (before, after) =>
    added(credentialsOf(before), credentialsOf(after), ({ path }) => path)
      .filter(({ path }) => readersOf(path, after).length === readersOf(path, before).length)
      .map(({ path, ...role }) => ({
        who: `whoever may read ${path}`,
        what: grantsInWords(grantsOf(role, after)),
        on: databaseName(role.database),
        credential: path,
      })),
};
