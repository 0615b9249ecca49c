import { isLoginRefused } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { nearest } from "../../nearest";
import type { DatabaseContext } from "../database-context";
import type { RoleContext } from "./role-context";

/** Whom PostgreSQL lets into which databases, by its own word. */
const ENTERED = `
  SELECT datname AS name FROM pg_catalog.pg_database
  WHERE datallowconn AND has_database_privilege($1, datname, 'CONNECT') AND datname = ANY ($2)`;

/** A credential opens the database that it is for, and no other that PUBLIC can't enter. */
export function otherDatabases(context: Context, { about, role, database: own, lease }: RoleContext): Check {
  // A group that two databases share gets into both.
  const shares = ({ database: { owner, groups } }: DatabaseContext) =>
    [owner, ...groups.map((group) => group.role)].includes(role.group);
  const others = context.databases.filter((each) => each !== own && !shares(each));
  const onServer = others.filter(({ server }) => server === own.server).map(({ database }) => database.name);
  const described = nearest(others, () => false).map(({ server, database }) => ({
    server,
    name: database.name,
  }));
  return {
    id: "may-not-enter-other-databases",
    kind: "may not",
    says: "enter other databases",
    about,
    harm: "writes",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      const name = await context.serverOf(own).otherDatabase.get();
      const { user, password } = await lease.get();
      const rows = await own.probes.asSuperuser((session) => session.query(ENTERED, [user, onServer]));
      for (const row of rows) throw entered(String(row.name));
      const tried = [{ server: own.server, name }, ...described];
      for (const { server, name } of tried)
        if (!(await isLoginRefused(server, name, { user, password }))) throw entered(name);
      return `refused: ${tried.map(({ name }) => name).join(", ")}`;
    },
  };
}

function entered(name: string): Violation {
  return new Violation(`it gets into database "${name}", which it has nothing to do with`);
}
