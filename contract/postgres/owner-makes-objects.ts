import type { DatabaseDescription } from "../../constructs";
import { ownersOf } from "./owners";
import type { Check } from "../check";
import type { Context } from "../context";
import type { DatabaseContext } from "./database-context";

const COMMON = { kind: "also", harm: "writes", needs: ["root of Vault", "superuser of PostgreSQL"] } as const;

/** The owner can make objects before anything is leased, */
export function ownerMakesObjects(_: Context, { about, database, objects }: DatabaseContext): Check {
  return {
    ...COMMON,
    id: "owner-makes-objects",
    says: "owner makes objects",
    about,
    attempt: async () => {
      await objects.get();
      return `${makersOf(database)} tables, sequences, functions and procedures in each schema`;
    },
  };
}

/** and while roles have leases. */
export function ownerMakesMoreObjects(_: Context, { about, database, laterObjects }: DatabaseContext): Check {
  return {
    ...COMMON,
    id: "owner-makes-objects-while-leased",
    says: "owner makes objects while leases are out",
    about,
    attempt: async () => {
      await laterObjects.get();
      return `${makersOf(database)} tables, sequences, functions, procedures and types in each schema${database.futureSchemas ? ", and another schema" : ""}`;
    },
  };
}

function makersOf(database: DatabaseDescription): string {
  const roles = ownersOf(database).map(({ role }) => role);
  return roles.length > 1 ? `${roles.join(" and ")} make` : `${database.owner} makes`;
}
