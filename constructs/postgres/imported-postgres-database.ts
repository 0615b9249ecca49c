import type { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ownersOf } from "../access/database-owners";
import type { PostgresDatabaseDescription } from "../access/postgres-description";
import type { SessionDescription } from "../access/session-description";
import {
  allSchemas,
  type DatabaseSchemasProps,
  type DescribedSchemas,
  describeSchemas,
} from "./database-schemas";
import type {
  DatabaseGroup,
  DatabaseLogin,
  IPostgresDatabase,
  NewPostgresConnection,
} from "./i-postgres-database";
import type { Issuance } from "./issuance";
import type { Privileges } from "./privileges";
import type { ImportedLogin } from "./statements/imported-login";
import { importedDatabaseScript, importedDatabaseUndoScript } from "./statements/imported-database-script";
import { loginsElsewhere } from "./statements/logins-elsewhere";
import { DatabaseGroups } from "./private/database-groups";
import { databaseProblems } from "./private/database-problems";
import { issuerOf } from "./private/issuer";
import { issuingFunctionsOf } from "./private/issuing-functions-of";
import { issuingSchemaOf } from "./private/issuing-schema";
import { keptAccessProblems } from "./private/kept-access-problems";
import { loginProblems } from "./private/login-problems";
import { plainName } from "./private/plain-name";
import { publicRoleOf } from "./private/public-role";
import { onServer, serverOf } from "./private/server";
import { describe, described } from "../private/describe";
import { addFile } from "../private/add-file";
import { sorted } from "../private/sorted";
import { addProblems, type Problem } from "../private/validation";

export interface ImportedPostgresDatabaseProps extends DatabaseSchemasProps {
  /** The database, as it is there. */
  readonly databaseName: string;
  /** Its NOLOGIN owner, as it is there. */
  readonly owner: string;
  /** The account that the DBA made for Vault. */
  readonly account: string;
  /** Group roles by the name of the privilege set. @default - `<databaseName>_<set>`, in small letters, digits and underscores */
  readonly groups?: Readonly<Record<string, string>>;
  /**
   * Logins of its server whose passwords an operator writes, so that Vault must not: CloudNativePG does for the owner of its database, and
   * for those of `managed.roles` with a `passwordSecret`.
   * @default - none
   */
  readonly operatorLogins?: readonly string[];
  /**
   * Roles that go on with what PUBLIC lets them, which the DBA's script takes from everybody: to connect and to make temporary
   * tables, what PUBLIC was granted on objects, and what it may execute and use of what the owner makes later.
   * @default - none
   */
  readonly keepsAccess?: readonly string[];
  /**
   * Logins that may lose what they have through PUBLIC alone, or roles that they are members of. A login that would lose
   * something and is in neither list makes the script stop before it changes anything.
   * @default - none
   */
  readonly losesAccess?: readonly string[];
  /** How Vault makes leased roles and ends them. @default Issuance.statements() */
  readonly issuance?: Issuance;
  /** Its server, when the stack makes other things on it. @default - the one at the endpoint of its connection */
  readonly provider?: PostgresqlProvider;
}

/**
 * A database that a DBA owns. Nothing is made in it; the names say what Vault will find there. What the DBA runs is
 * written as `<databaseName>.dba.sql` next to the stack's `cdk.tf.json`, and what undoes it as
 * `<databaseName>.dba.undo.sql`; where two servers have a database of that name, as `<databaseName>.<server>.dba.sql`.
 *
 * @example
 * PostgresDatabase.fromExisting(stack, "legacy", {
 *   databaseName: "legacy",
 *   owner: "legacy_owner",
 *   account: "vault_legacy",
 *   keepsAccess: ["shop_app"],
 *   losesAccess: ["old_app"],
 * });
 */
export class ImportedPostgresDatabase extends Construct implements IPostgresDatabase {
  readonly databaseName: string;
  readonly ownerName: string;
  readonly accountName: string;
  readonly schemas: readonly string[];
  readonly accountDependencies = [];
  readonly provider?: PostgresqlProvider;
  readonly issuingSchema?: string;

  private readonly described: DescribedSchemas;
  private readonly groups: DatabaseGroups;
  private readonly logins: ImportedLogin[] = [];
  private connectedServer?: string;
  private readonly groupNames: Readonly<Record<string, string>>;
  private readonly operatorLogins: readonly string[];
  private readonly keepsAccess: readonly string[];
  private readonly losesAccess: readonly string[];

  constructor(scope: Construct, id: string, props: ImportedPostgresDatabaseProps) {
    super(scope, id);
    this.databaseName = props.databaseName;
    this.ownerName = props.owner;
    this.accountName = props.account;
    this.schemas = allSchemas(props);
    this.described = describeSchemas(props);
    this.groups = new DatabaseGroups(this.described);
    this.provider = props.provider;
    this.issuingSchema = issuingSchemaOf(props.account, props.issuance);
    this.groupNames = props.groups ?? {};
    this.operatorLogins = props.operatorLogins ?? [];
    const { keepsAccess = [], losesAccess = [] } = props;
    this.keepsAccess = keepsAccess;
    this.losesAccess = losesAccess;
    describe(this, "databases", () => this.describe());
    addFile(
      this,
      () => this.fileName(".dba.sql"),
      () =>
        importedDatabaseScript(
          this.describe(),
          this.logins,
          this.loginsElsewhere(),
          issuingFunctionsOf(this, this.describe()),
        ),
    );
    addFile(
      this,
      () => this.fileName(".dba.undo.sql"),
      () => importedDatabaseUndoScript(this.describe(), this.logins),
    );
    addProblems(this, () => [
      ...databaseProblems(this.describe(), this.groups.problems()),
      ...keptAccessProblems(this.describe(), { keepsAccess, losesAccess }),
      ...this.namesakeProblems(),
      ...this.unusedGroupProblems(),
      ...this.loginProblems(),
    ]);
  }

  /** What has a name on its server, for a claim. */
  private get roleKind(): string {
    if (this.provider) return onServer("role", this.provider);
    // Where nobody knows the server, two databases may be on two.
    return `PostgreSQL role of ${this.connectedServer ?? this.databaseName}`;
  }

  get server(): string {
    return this.provider ? serverOf(this.provider) : (this.connectedServer ?? "elsewhere");
  }

  get extensionSchemas(): readonly string[] {
    return this.described.extensionSchemas ?? [];
  }

  get ownerNames(): readonly string[] {
    return ownersOf({ owner: this.ownerName, ...this.described }).map(({ role }) => role);
  }

  group(privileges: Privileges): DatabaseGroup {
    return this.groups.of(privileges, () => ({ roleName: this.groupName(privileges), dependencies: [] }));
  }

  addLogin(userName: string, privileges: Privileges, session: SessionDescription): DatabaseLogin {
    const group = this.group(privileges).roleName;
    this.logins.push({ userName, group, ...session });
    return { group, kind: this.roleKind, imported: true, dependencies: [] };
  }

  connect({ server }: NewPostgresConnection): boolean {
    this.connectedServer ??= server;
    return false;
  }

  /** Its name; on several servers, that of the server goes with it. */
  private fileName(ending: string): string {
    const namesakes = TerraformStack.of(this)
      .node.findAll()
      .filter(
        (each) =>
          each instanceof ImportedPostgresDatabase &&
          inFileName(each.databaseName) === inFileName(this.databaseName),
      );
    const server = namesakes.length < 2 ? "" : `.${inFileName(this.server)}`;
    return `${inFileName(this.databaseName)}${server}${ending}`;
  }

  private loginsElsewhere(): string[] {
    return loginsElsewhere(this.describe(), described(this, "databases"), described(this, "staticRoles"));
  }

  private groupName({ isOwner, ownerName, name }: Privileges): string {
    if (isOwner) return ownerName ?? this.ownerName;
    return (
      (Object.hasOwn(this.groupNames, name) && this.groupNames[name]) ||
      `${plainName(this.databaseName)}_${name}`
    );
  }

  /** Two databases of a server whose names differ only in what a role or a file can't have in its own. */
  private namesakeProblems(): Problem[] {
    return described(this, "databases")
      .filter(({ imported, server, name }) => imported && server === this.server && name < this.databaseName)
      .filter(({ name }) => plainName(name) === plainName(this.databaseName))
      .map(({ name }) => ({
        rule: "role-clash",
        message: `databases "${name}" and "${this.databaseName}" would share the role "${publicRoleOf(name)}"`,
        fix: "rename one of them, or describe them on servers of their own",
      }));
  }

  private unusedGroupProblems(): Problem[] {
    const used = this.groups.names;
    const fix = used.length
      ? `use the name of a set that a role has: ${used.join(", ")}`
      : "add a role that has the set";
    return Object.keys(this.groupNames)
      .filter((name) => !used.includes(name))
      .map((name) => ({
        rule: "groups",
        message: `groups names the privilege set "${name}", which no role has`,
        fix,
      }));
  }

  private loginProblems(): Problem[] {
    const { owner, account, issuer, groups } = this.describe();
    const roles = [owner, account, issuer, ...groups.map(({ role }) => role)];
    // A role is that of the whole server; where nobody knows the server, another database may be on another.
    const isKnown = this.provider !== undefined || this.connectedServer !== undefined;
    const logins = described(this, "staticRoles")
      .filter(
        ({ database: { server, name } }) => server === this.server && (isKnown || name === this.databaseName),
      )
      .map(({ userName }) => userName);
    // Who made a connection elsewhere says there whether Vault changes its account's password.
    const accounts = this.connectedServer === undefined ? [] : [account];
    return loginProblems({ logins, accounts, roles, operatorLogins: this.operatorLogins });
  }

  private describe(): PostgresDatabaseDescription {
    return {
      kind: "postgresql",
      server: this.server,
      name: this.databaseName,
      imported: true,
      script: this.fileName(".dba.sql"),
      undoScript: this.fileName(".dba.undo.sql"),
      publicRole: publicRoleOf(this.databaseName),
      keepsAccess: sorted(this.keepsAccess),
      losesAccess: sorted(this.losesAccess),
      owner: this.ownerName,
      account: this.accountName,
      issuer: issuerOf(this.accountName),
      issuingSchema: this.issuingSchema,
      ...this.described,
      groups: this.groups.describe(),
    };
  }
}

/** What is in a file's name of another one; where that says less, two of them are told apart by their servers. */
function inFileName(name: string): string {
  return name.replace(/[^\w.-]+/g, "-").replace(/^\./, "-");
}
