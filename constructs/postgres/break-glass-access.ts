import type { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import { Construct } from "constructs";
import type { IPostgresDatabase } from "./i-postgres-database";
import { claim } from "../private/claim";
import { onServer, referenceTo } from "./private/server";
import { derivedNameProblems } from "./private/identifier";
import { plainName } from "./private/plain-name";
import { describe } from "../private/describe";
import { databaseStackProblems } from "../private/one-stack";
import { addProblems } from "../private/validation";
import { writtenAfter } from "../private/written";

export interface BreakGlassAccessProps {
  /** The database it opens. */
  readonly database: IPostgresDatabase;
  /** A plain PostgreSQL name. @default - `<databaseName>_break_glass` */
  readonly roleName?: string;
  /** The server to make it on. @default - the database's */
  readonly provider?: PostgresqlProvider;
}

/**
 * An account for the day Vault is down: it acts as the database's owners, and can't log in until a DBA opens it with
 * `ALTER ROLE … LOGIN VALID UNTIL '…'` and `\password`. No code, plan or state holds a password of it, Vault doesn't
 * know it, and while it is open every plan shows the difference.
 *
 * @see PostgreSQL documentation, "Role Attributes",
 * https://www.postgresql.org/docs/current/role-attributes.html
 *
 * @example
 * new BreakGlassAccess(stack, "break-glass", { database });
 */
export class BreakGlassAccess extends Construct {
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: BreakGlassAccessProps) {
    super(scope, id);
    const { database, provider = database.provider } = props;
    const roleName = props.roleName ?? `${plainName(database.databaseName)}_break_glass`;
    this.roleName = roleName;
    const closed = { name: roleName, login: false, roles: [...database.ownerNames], provider };
    writtenAfter(database.accountDependencies, new Role(this, "Resource", closed));
    claim(this, onServer("role", provider), roleName);
    describe(this, "breakGlass", () => ({ role: roleName, database: referenceTo(database) }));
    addProblems(this, () => [
      ...derivedNameProblems("break-glass role", roleName, ["database", database.databaseName]),
      ...databaseStackProblems(this, database),
    ]);
  }
}
