import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { WayRound } from "./access-matrix/access-matrix";
import type { DatabaseContext } from "./database-context";

/** Nobody gets round what is described: by a routine that runs as its owner, an attribute, a membership. */
export function noWayRound(context: Context, database: DatabaseContext): Check {
  return {
    id: "no-way-round",
    kind: "also",
    says: "no way round what is described",
    about: database.about,
    harm: "writes",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      const matrix = await context.accessOf(database).matrix.get();
      context.onAccess(matrix);
      const breaking = matrix.waysRound.filter(({ breaks }) => breaks.length);
      if (breaking.length) throw new Violation(breaking.map(inWords).join("; "));
      return `${matrix.waysRound.length} ways, none of which breaks it`;
    },
  };
}

function inWords({ kind, object, leadsTo, breaks }: WayRound): string {
  const who = breaks.join(", ");
  if (kind !== "SECURITY DEFINER routine") return `${who}: ${kind}: ${object}: ${leadsTo}`;
  const fix = "take EXECUTE from it, or name it under definers of its privilege set";
  return `${who}: ${kind.replace("routine", object)}: ${leadsTo}: ${fix}`;
}
