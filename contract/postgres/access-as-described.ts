import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { describedOn, ownersOwn } from "./access-matrix/described-access";
import {
  type AccessDifference,
  differencesInWords,
  differencesOn,
  missingOn,
} from "./access-matrix/differences";
import { OWNER } from "./access-matrix/kinds";
import type { DatabaseContext } from "./database-context";
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
  const row = await access.rowOf(user);
  const [objects, owner, everybody] = await Promise.all([
    access.objects.get(),
    access.rowOfKind("owner"),
    access.rowOfKind("PUBLIC"),
  ]);
  const { privileges: set } = user;
  return objects.flatMap((object, index) => {
    const cell = row.access.cells[index]!;
    const { may, columns = [] } = owner.access.cells[index]!;
    const described = set.owner
      ? { privileges: may, columns }
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
      const [objects, owner] = [await access.objects.get(), await access.rowOfKind("owner")];
      const { cells } = owner.access;
      expectNone(
        objects.flatMap((object, index) => {
          const own = ownersOwn(object, subject.database);
          const missing = object.extension === undefined ? missingOn(object, cells[index]!, own) : [];
          // Whoever owns an object may do everything with it.
          return missing.filter(({ privilege }) => privilege === OWNER);
        }),
      );
      return `${objects.length} objects`;
    },
  };
}

function expectNone(differences: readonly AccessDifference[]): void {
  if (differences.length) throw new Violation(differencesInWords(differences));
}
