import type { Session } from "../../../clients/postgres-session";
import type { BreakGlassDescription, PrivilegesDescription } from "../../../constructs";
import { isSameDatabase } from "../../difference";
import type { DatabaseContext } from "../database-context";
import { ownersOf } from "../owners";
import type { UserContext } from "../role/user-context";
import type { MatrixRole } from "./access-matrix";
import { PUBLIC } from "./granted";
import type { RoleAccess } from "./role-access";

/** A row of the matrix, and what it takes to fill it. */
export interface Row {
  readonly role: MatrixRole;
  /** In PostgreSQL: its user, and whom it acts as. */
  readonly names: readonly string[];
  /** What it is described to do. Of roles of Vault's. */
  readonly set?: PrivilegesDescription;
  /** The group that its users are members of. */
  readonly group?: string;
}

/** A row with its cells. */
export interface FilledRow extends Row {
  readonly access: RoleAccess;
}

/** The row of a role of Vault's. @param session of its user */
export async function rowOf(context: UserContext, session: Session): Promise<Row> {
  const { role, privileges } = context;
  const [user] = await session.query("SELECT session_user AS name, current_user AS acts_as");
  const { name, acts_as: actsAs } = user as { name: string; acts_as: string };
  const kind = role.path.includes("/static-creds/") ? "static role" : "leased role";
  return {
    role: {
      name: role.path,
      kind,
      privileges: privileges.name,
      isTried: true,
      ...(actsAs !== name && { actsAs }),
    },
    names: [...new Set([name, actsAs])],
    set: privileges,
    group: role.group,
  };
}

/** The rows of whoever else the stack describes in a database, and of PUBLIC. */
export function otherRows(
  { database }: DatabaseContext,
  breakGlass: readonly BreakGlassDescription[],
): Row[] {
  const { account, issuer, issuingSchema } = database;
  const row = (name: string, kind: MatrixRole["kind"], actsAs?: string): Row => ({
    role: { name, kind, isTried: false, ...(actsAs !== undefined && { actsAs }) },
    names: actsAs === undefined ? [name] : [name, actsAs],
  });
  return [
    ...ownersOf(database).map(({ role }) => row(role, "owner")),
    row(account, "Vault's account", issuingSchema === undefined ? issuer : undefined),
    ...breakGlass
      .filter((each) => isSameDatabase(each.database, database))
      .map(({ role }) => row(role, "break-glass role")),
    { role: { name: "PUBLIC", kind: "PUBLIC", isTried: false }, names: [PUBLIC] },
  ];
}

/** The rows of logins that nobody described, and that get into the database. @param known the names of all others */
export async function rowsOfOtherLogins(session: Session, known: readonly string[]): Promise<Row[]> {
  const rows = await session.query(
    `SELECT rolname AS name FROM pg_roles
     WHERE rolcanlogin AND rolname <> ALL ($1::name[]) AND has_database_privilege(oid, current_database(), 'CONNECT')
     ORDER BY rolname`,
    [known],
  );
  return rows.map(({ name }) => ({
    role: { name: String(name), kind: "other login", isTried: false },
    names: [String(name)],
  }));
}
