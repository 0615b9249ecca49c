import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { describedOn, ownerOfObject } from "./access-matrix/described-access";
import {
  type AccessDifference,
  differencesInWords,
  differencesOn,
  missingOn,
} from "./access-matrix/differences";
import { OWNER, privilegesOn } from "./access-matrix/kinds";
import type { DatabaseContext } from "./database-context";
import { ownersOf } from "./owners";
import type { UserContext } from "./role/user-context";

const COMMON = {
  id: "access-as-described",
  kind: "also",
  harm: "writes",
  needs: ["root of Vault", "superuser of PostgreSQL"],
} as const;

/** What a role may do to every object of its database, as its user tries it, is what its privilege set says. */
export function roleAccessAsDescribed(context: Context, user: UserContext): Check {
  return {
    ...COMMON,
    says: "access to every object as described",
    about: user.about,
    attempt: async () => {
      expectNone(await differencesOf(context, user));
      const { access } = await context.accessOf(user.database).rowOf(user);
      const { cells, tried, byCatalogs } = access;
      return `${cells.length} objects: ${tried} acts tried, ${byCatalogs} as the catalogs say`;
    },
  };
}

async function differencesOf(context: Context, user: UserContext): Promise<AccessDifference[]> {
  const access = context.accessOf(user.database);
  const { role, privileges: set } = user.group;
  const row = await access.rowOf(user);
  const [objects, owner, everybody] = await Promise.all([
    access.objects.get(),
    set.owner ? access.rowOfOwner(role) : undefined,
    access.rowOfPublic(),
  ]);
  const { extensionSchemas = [] } = user.database.database;
  return objects.flatMap((object, index) => {
    // Who may use what an extension brought, the extension says.
    if (object.extension !== undefined && extensionSchemas.includes(object.schema ?? "")) return [];
    const cell = row.access.cells[index]!;
    const ofOwner = owner?.access.cells[index];
    const described = ofOwner
      ? { privileges: ofOwner.may, columns: ofOwner.columns ?? [] }
      : describedOn(object, set, user.database.database);
    return differencesOn(object, cell, described, everybody.access.cells[index]!);
  });
}

/** Whatever is in the schemas of a database belongs to its owner, but for what an extension brought. */
export function objectsBelongToOwner(context: Context, subject: DatabaseContext): Check {
  return {
    ...COMMON,
    says: "objects belong to their owner",
    about: subject.about,
    attempt: async () => {
      const access = context.accessOf(subject);
      const objects = await access.objects.get();
      const rows = await Promise.all(
        ownersOf(subject.database).map(async ({ role }) => [role, await access.rowOfOwner(role)] as const),
      );
      const ofOwners = new Map(rows);
      expectNone(
        objects.flatMap((object, index) => {
          const owner = ofOwners.get(ownerOfObject(object, subject.database) ?? "");
          if (!owner || object.extension !== undefined) return [];
          // Whoever owns an object may do everything with it.
          const own = privilegesOn(object.kind).filter((each) => each === OWNER);
          return missingOn(object, owner.access.cells[index]!, { privileges: own, columns: [] });
        }),
      );
      return `${objects.length} objects`;
    },
  };
}

function expectNone(differences: readonly AccessDifference[]): void {
  if (differences.length) throw new Violation(differencesInWords(differences));
}
