import { Database } from "@cdktf/provider-postgresql/lib/database";
import { Grant } from "@cdktf/provider-postgresql/lib/grant";
import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import type { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import { Schema } from "@cdktf/provider-postgresql/lib/schema";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { makersIn, ownerOfSchema, ownersOf } from "../access/database-owners";
import type { OtherOwnerDescription, PostgresDatabaseDescription } from "../access/postgres-description";
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
import { ImportedPostgresDatabase, type ImportedPostgresDatabaseProps } from "./imported-postgres-database";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { onServer, serverOf } from "./private/server";
import { DatabaseGroups } from "./private/database-groups";
import { GroupRole } from "./private/group-role";
import { issuerOf } from "./private/issuer";
import { issuingFunctionsOf } from "./private/issuing-functions-of";
import { IssuingFunctionsResources } from "./private/issuing-functions-resources";
import { issuingSchemaOf } from "./private/issuing-schema";
import { impliedProviderProblems } from "./private/implied-provider";
import { OtherOwnerRole } from "./private/other-owner-role";
import { LoginRole } from "./private/login-role";
import { databaseProblems } from "./private/database-problems";
import { describe } from "../private/describe";
import { takeDefaultsFromPublic } from "./private/public-defaults";
import { ResourceChain } from "./private/resource-chain";
import { addProblems } from "../private/validation";
import { writtenLater } from "../private/written";
import { installationBody } from "./statements/issuing-installation";

export interface PostgresDatabaseProps extends DatabaseSchemasProps {
  /** A plain PostgreSQL name. */
  readonly databaseName: string;
  /** The NOLOGIN role that owns everything in it; the database itself belongs to whoever runs Terraform. @default - `<databaseName>_owner` */
  readonly owner?: string;
  /** The account Vault logs in with. @default - `vault_<databaseName>` */
  readonly account?: string;
  /** How Vault makes leased roles and ends them. @default Issuance.statements() */
  readonly issuance?: Issuance;
  /** The server to make it on, when the stack has several. @default - the stack's `postgresql` provider */
  readonly provider?: PostgresqlProvider;
  /** Whether Terraform refuses to destroy it. @default false */
  readonly preventDestroy?: boolean;
}

/**
 * A database with a NOLOGIN owner, one group role per privilege set, CONNECT taken from PUBLIC, and an account for
 * Vault, which acts as a NOLOGIN issuer with CREATEROLE. None is a superuser, nor has to be who makes them: a managed
 * service's admin (CREATEROLE CREATEDB) does.
 *
 * @see PostgreSQL documentation, "Database Roles" and "ALTER DEFAULT PRIVILEGES",
 * https://www.postgresql.org/docs/current/user-manag.html
 *
 * @example
 * new PostgresDatabase(stack, "appdb", { databaseName: "appdb", schemas: ["public", "sales"], owner: "app_owner" });
 */
export class PostgresDatabase extends Construct implements IPostgresDatabase {
  /**
   * A database that a DBA owns: nothing is made, only named. What the DBA runs is written as `<databaseName>.dba.sql`
   * next to the stack.
   */
  static fromExisting(scope: Construct, id: string, props: ImportedPostgresDatabaseProps): IPostgresDatabase {
    return new ImportedPostgresDatabase(scope, id, props);
  }

  readonly databaseName: string;
  readonly ownerName: string;
  readonly accountName: string;
  readonly schemas: readonly string[];
  readonly accountDependencies: readonly ITerraformDependable[];
  readonly provider?: PostgresqlProvider;
  readonly server: string;
  readonly issuingSchema?: string;

  private readonly accountRole: Role;
  /** By owner, what must be there before somebody can be made a member of it. */
  private readonly ownerMemberships = new Map<string, ITerraformDependable>();
  private readonly described: DescribedSchemas;
  private readonly groups: DatabaseGroups;
  private readonly chain = new ResourceChain();

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    super(scope, id);
    this.databaseName = props.databaseName;
    this.schemas = allSchemas(props);
    this.described = describeSchemas(props);
    this.groups = new DatabaseGroups(this.described);
    this.ownerName = props.owner ?? `${props.databaseName}_owner`;
    this.accountName = props.account ?? `vault_${props.databaseName}`;
    this.provider = props.provider;
    this.server = serverOf(props.provider);
    this.issuingSchema = issuingSchemaOf(this.accountName, props.issuance);
    const { provider } = this;
    this.chain.add(() => new Role(this, "owner", { name: this.ownerName, login: false, provider }));
    const others = (this.described.otherOwners ?? []).map((other) => this.otherOwner(other));
    this.addDatabase(props.preventDestroy ?? false);
    this.addIssuer();
    for (const [role, owner] of others) this.ownerMemberships.set(role, owner.addToDatabase());
    this.accountRole = this.addAccount();
    this.accountDependencies = [
      this.grantToRole(this.accountName, "account-connect", ["CONNECT"]),
      ...this.addFunctions(),
    ];
    claim(this, onServer("database", provider), this.databaseName);
    for (const role of [this.ownerName, this.accountName, issuerOf(this.accountName)])
      claim(this, onServer("role", provider), role);
    describe(this, "databases", () => this.describe());
    addProblems(this, () => databaseProblems(this.describe(), this.groups.problems()));
    addProblems(this, () => impliedProviderProblems(this, this.databaseName, provider));
  }

  get extensionSchemas(): readonly string[] {
    return this.described.extensionSchemas ?? [];
  }

  get ownerNames(): readonly string[] {
    return ownersOf(this.owned).map(({ role }) => role);
  }

  group(privileges: Privileges): DatabaseGroup {
    return this.groups.of(privileges, () => this.addGroup(privileges));
  }

  addLogin(roleName: string, privileges: Privileges, session: SessionDescription): DatabaseLogin {
    const { provider, chain, accountName } = this;
    const group = this.group(privileges).roleName;
    const { membership } = new LoginRole(this, childId(this, "login", roleName), {
      roleName,
      group,
      session,
      issuer: issuerOf(accountName),
      provider,
      chain,
    });
    return { group, kind: onServer("role", provider), imported: false, dependencies: [membership] };
  }

  connect({ password, generation, resource }: NewPostgresConnection): boolean {
    if (this.accountRole.passwordWoInput !== undefined) return false;
    this.chain.endAfter(resource);
    this.accountRole.passwordWo = password;
    this.accountRole.passwordWoVersion = `${generation}`;
    writtenLater(this.accountRole, ["password_wo", "password_wo_version"]);
    return true;
  }

  private addGroup(privileges: Privileges): DatabaseGroup {
    if (privileges.isOwner) return this.ownerGroup(privileges.ownerName ?? this.ownerName);
    const roleName = `${this.databaseName}_${privileges.name}`;
    const role = new GroupRole(this, childId(this, "group", privileges.name), {
      database: this.databaseName,
      makersIn: (schema) => makersIn(this.owned, schema),
      issuer: issuerOf(this.accountName),
      roleName,
      privileges: this.groups.describeSet(privileges),
      provider: this.provider,
      chain: this.chain,
    });
    return { roleName, dependencies: [role.membership] };
  }

  private get owned() {
    return { owner: this.ownerName, ...this.described };
  }

  private ownerGroup(roleName: string): DatabaseGroup {
    const membership = this.ownerMemberships.get(roleName);
    return { roleName, dependencies: membership ? [membership] : [] };
  }

  private addDatabase(preventDestroy: boolean): void {
    const { provider, databaseName: database, ownerName: owner, chain } = this;
    const lifecycle = preventDestroy ? { preventDestroy } : undefined;
    // It belongs to whoever makes it: nobody else could grant on it without being a superuser, and no migration drops it.
    chain.add(() => new Database(this, "Resource", { name: database, provider, lifecycle }));
    this.grantToRole("public", "public", []);
    this.grantToRole(owner, "owner-database", ["CONNECT", "CREATE", "TEMPORARY"]);
    for (const schema of new Set([...this.schemas, ...this.extensionSchemas]))
      if (ownerOfSchema(this.owned, schema) === owner) this.addSchema(schema);
    takeDefaultsFromPublic(this, { database, owner, provider, chain });
  }

  private addSchema(name: string): void {
    const { provider, databaseName: database, ownerName: owner, chain } = this;
    if (name !== "public") {
      chain.add(() => new Schema(this, `schema-${name}`, { database, name, owner, provider }));
      return;
    }
    // Schema public belongs to the owner of the database.
    const create = {
      database,
      schema: name,
      role: owner,
      objectType: "schema",
      privileges: ["CREATE", "USAGE"],
    };
    chain.add(() => new Grant(this, "owner-public", { ...create, provider }));
  }

  /** Makes leased roles. It is apart from the account, because Terraform can't change a role and keep its ADMIN OPTIONs. */
  private addIssuer(): void {
    const { provider, ownerName: grantRole, chain } = this;
    const issuer = issuerOf(this.accountName);
    // Its memberships are postgresql_grant_role's; postgresql_role would take them away on the second apply.
    const props = { name: issuer, login: false, createRole: true, lifecycle: { ignoreChanges: ["roles"] } };
    chain.add(() => new Role(this, "issuer", { ...props, provider }));
    const member = { role: issuer, grantRole, withAdminOption: true };
    // PostgreSQL refuses to end it while a role of the owner is leased: no default privilege of a renamed owner is taken before.
    const membership = chain.addEnd(() => new GrantRole(this, "issuer-owner", { ...member, provider }));
    this.ownerMemberships.set(grantRole, membership);
  }

  private otherOwner(owner: OtherOwnerDescription): readonly [role: string, made: OtherOwnerRole] {
    const { provider, chain, databaseName: database } = this;
    const issuer = issuerOf(this.accountName);
    const props = { database, owner, extensionSchemas: this.extensionSchemas, issuer, provider, chain };
    return [owner.role, new OtherOwnerRole(this, childId(this, "owner", owner.role), props)];
  }

  private addAccount(): Role {
    const { provider } = this;
    const issuer = issuerOf(this.accountName);
    const actsAs = this.issuingSchema === undefined ? { roles: [issuer], assumeRole: issuer } : {};
    const account = { name: this.accountName, login: true, ...actsAs };
    return this.chain.add(() => new Role(this, "account", { ...account, provider }));
  }

  private addFunctions(): ITerraformDependable[] {
    const { databaseName: database, accountName: account, issuingSchema: schema, provider, chain } = this;
    if (schema === undefined) return [];
    const { last } = new IssuingFunctionsResources(this, "issuance", {
      database,
      schema,
      account,
      issuer: issuerOf(account),
      installation: () => this.installation() ?? "",
      provider,
      chain,
    });
    return [last];
  }

  installation(): string | undefined {
    const functions = issuingFunctionsOf(this, this.describe());
    return functions && installationBody(functions);
  }

  private grantToRole(role: string, id: string, privileges: string[]): ITerraformDependable {
    const { databaseName: database, provider } = this;
    const grant = { database, role, objectType: "database", privileges };
    return this.chain.add(() => new Grant(this, id, { ...grant, provider }));
  }

  private describe(): PostgresDatabaseDescription {
    return {
      kind: "postgresql",
      server: this.server,
      name: this.databaseName,
      imported: false,
      owner: this.ownerName,
      account: this.accountName,
      issuer: issuerOf(this.accountName),
      issuingSchema: this.issuingSchema,
      ...this.described,
      groups: this.groups.describe(),
    };
  }
}
