import { listed, quoted } from "../../quoted";
import { type Consequences, goneOf, type Planned, readBy, renamedOf, textOf } from "./consequence";

/** Vault's account of a database, or the database itself, gets another name. */
export const accounts: Consequences = (planned) => {
  const databases = renamedDatabases(planned);
  // With a database, its issuer gets another name, too.
  return databases.length ? databases : renamedAccounts(planned);
};

function renamedAccounts(planned: Planned) {
  const issuersThatGo = new Set(goneOf(planned, "postgresql_grant_role").map(({ before }) => before.role));
  const databases = planned.base?.databases ?? [];
  return renamedOf(planned, "postgresql_role").flatMap(({ before, after }) => {
    const own = databases.filter(({ issuer }) => issuer === before.name && issuersThatGo.has(issuer));
    return own.map(({ name, account }) => ({
      rule: "account-renamed",
      kind: "ends-sessions" as const,
      subject: `database ${name}`,
      sentence: `Gives Vault's issuer ${quoted(textOf(before.name))} of the database ${quoted(name)}, by which its account ${quoted(account)} makes logins, the name ${quoted(textOf(after.name))}: refused while anything of the database is leased${leasedOf(planned, name)}`,
      remedy: "drain" as const,
    }));
  });
}

function renamedDatabases(planned: Planned) {
  return renamedOf(planned, "postgresql_database").map(({ before, after }) => ({
    rule: "database-renamed",
    kind: "ends-sessions" as const,
    subject: `database ${textOf(before.name)}`,
    sentence: `Renames the database ${quoted(textOf(before.name))} to ${quoted(textOf(after.name))}: refused while there is a session in it${leasedOf(planned, textOf(before.name))}`,
    remedy: "drain" as const,
  }));
}

function leasedOf(planned: Planned, database: string): string {
  const paths = planned.base?.roles.filter((role) => role.database.name === database).map(({ path }) => path);
  return paths?.length ? `, of ${listed(paths)}${readBy(planned, paths)}` : "";
}
