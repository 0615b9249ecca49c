import type { DatabaseReference, PostgresDatabaseDescription } from "../../access/postgres-description";

/** Logins of other databases of a server, by the stack: accounts of Vault, and those of static roles. They need nothing in this one. */
export function loginsElsewhere(
  database: DatabaseReference,
  databases: readonly PostgresDatabaseDescription[],
  staticRoles: readonly { readonly database: DatabaseReference; readonly userName: string }[],
): string[] {
  const isElsewhere = ({ server, name }: DatabaseReference) =>
    server === database.server && name !== database.name;
  const accounts = databases.filter(isElsewhere).map(({ account }) => account);
  const users = staticRoles.filter((role) => isElsewhere(role.database)).map(({ userName }) => userName);
  return [...new Set([...accounts, ...users])].sort();
}
