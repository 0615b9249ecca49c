import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { ownersOf } from "../../access/database-owners";
import type { Problem } from "../../private/validation";
import { nameProblems } from "./name-problems";

/** What is wrong with the other owners of a database, and with sets that act as one. */
export function ownerProblems(database: PostgresDatabaseDescription): Problem[] {
  const { otherOwners = [], owner, name, groups } = database;
  const rule = "other-owners";
  const known = ownersOf(database).map(({ role }) => role);
  return [
    ...otherOwners.flatMap(({ role }) => nameProblems(database, "other owner", role)),
    ...ownersOf(database)
      .slice(1)
      .filter(({ schemas }) => !schemas.length)
      .map(({ role }) => ({
        rule,
        message: `other owner "${role}" makes objects in no schema`,
        fix: "name a schema, or leave the owner out",
      })),
    ...groups
      .filter(({ privileges }) => privileges.owner)
      .filter(({ role, privileges }) =>
        role === owner ? privileges.name !== "owner" : !known.includes(role),
      )
      .map(({ role }) => ({
        rule,
        message:
          role === owner
            ? `privilege set "${role}" is that of the owner of database "${name}"`
            : `privilege set "${role}" acts as a role that owns nothing in database "${name}"`,
        fix:
          role === owner
            ? "write Privileges.owner()"
            : `add it to otherOwners of the database, or use ${["Privileges.owner()", ...known.slice(1).map((each) => `Privileges.owner("${each}")`)].join(" or ")}`,
      })),
  ];
}
