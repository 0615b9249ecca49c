import { databaseName } from "../../../constructs/access/postgres-facts";
import { changedFields, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const otherUser: BroadeningRule = {
  id: "other-user",
  what: "A static credential is for another user",
  why: "What that user was granted by hand is described nowhere.",
  gains: (before, after) => [
    ...kept(before.staticRoles, after.staticRoles, ({ path }) => path)
      .filter(({ was, is }) => is.userName !== was.userName)
      .map(({ was, is }) => ({
        who: `whoever reads ${is.path}`,
        what: `login ${is.userName}`,
        was: `login ${was.userName}`,
        on: databaseName(is.database),
        credential: is.path,
      })),
    ...kept(before.staticRolePairs, after.staticRolePairs, ({ engine, name }) => `${engine}/${name}`).flatMap(
      ({ was, is }) => {
        const changed = changedFields(was, is, ["period", "longestUse"]);
        return changed
          ? [{ who: `whoever uses pair ${is.engine}/${is.name}`, ...changed, on: `engine ${is.engine}` }]
          : [];
      },
    ),
  ],
};
