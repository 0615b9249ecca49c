import { DefaultPrivileges } from "@cdktf/provider-postgresql/lib/default-privileges";
import { Grant, type GrantConfig } from "@cdktf/provider-postgresql/lib/grant";
import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import type { TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { PrivilegesDescription } from "../../access/postgres-description";
import { type SchemaGrant, schemaGrants } from "../../access/schema-grants";
import { childId } from "../../private/child-id";
import { claim } from "../../private/claim";
import { onServer } from "./server";
import type { ResourceChain } from "./resource-chain";

export interface GroupRoleProps {
  readonly database: string;
  /** The roles that make objects in a schema, or in `"*"`, those that are made later. */
  readonly makersIn: (schema: string) => readonly string[];
  readonly issuer: string;
  readonly roleName: string;
  readonly privileges: PrivilegesDescription;
  readonly provider?: TerraformProvider;
  readonly chain: ResourceChain;
}

/**
 * The NOLOGIN role that has a privilege set's grants; leased roles are its members.
 * Grants on one database must not run at once (`tuple concurrently updated`), hence the chain.
 */
export class GroupRole extends Construct {
  /** The issuer can make members of the group once this is there. */
  readonly membership: TerraformResource;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GroupRoleProps,
  ) {
    super(scope, id);
    const { chain, provider, roleName, issuer } = props;
    const { temporary, memberOf: roles } = props.privileges;
    const memberOf = roles && [...roles];
    claim(this, onServer("role", provider), roleName);
    chain.add(() => new Role(this, "Resource", { name: roleName, login: false, roles: memberOf, provider }));
    const onDatabase = temporary ? ["CONNECT", "TEMPORARY"] : ["CONNECT"];
    this.grant("connect", { objectType: "database", privileges: onDatabase });
    for (const grant of uncovered(schemaGrants(props.privileges))) this.add(grant);
    const member = { role: issuer, grantRole: roleName, withAdminOption: true };
    // PostgreSQL refuses to end it while a role is leased: nothing of the group is taken away before.
    this.membership = chain.addEnd(() => new GrantRole(this, "issuer", { ...member, provider }));
  }

  private add(grant: SchemaGrant): void {
    const { schema, kind: objectType, object, columns, privileges } = grant;
    if (grant.existing) {
      const objects = { objects: object ? [object] : undefined, columns: columns && [...columns] };
      this.grant(idOf(grant), { schema, objectType, ...objects, privileges });
    }
    if (grant.future) this.grantFuture(schema, objectType, privileges);
  }

  private grantFuture(name: string, objectType: string, privileges: readonly string[]): void {
    const { chain, provider, database, roleName: role } = this.props;
    // Those that name no schema reach every schema.
    const [where, schema] = name === "*" ? ["later", undefined] : [name, name];
    const future = { database, schema, role, objectType, privileges: [...privileges], provider };
    for (const owner of this.props.makersIn(name)) {
      const id = childId(this, owner, `${where}-future-${objectType}s`);
      chain.add(() => new DefaultPrivileges(this, id, { ...future, owner }));
    }
  }

  private grant(
    id: string,
    grant: Omit<GrantConfig, "database" | "role" | "privileges"> & { privileges: readonly string[] },
  ): void {
    const { chain, provider, database, roleName: role } = this.props;
    const privileges = [...grant.privileges];
    chain.add(() => new Grant(this, id, { ...grant, privileges, database, role, provider }));
  }
}

/** What Terraform grants on all objects of a kind, it would take away with a grant on one of them. */
function uncovered(grants: readonly SchemaGrant[]): readonly SchemaGrant[] {
  const isCovered = ({ schema, kind, object }: SchemaGrant) =>
    kind === "routine" &&
    grants.some((each) => each.kind === kind && each.schema === schema && !each.object && object);
  return grants.filter((grant) => !isCovered(grant));
}

function idOf({ schema, kind, object, privileges }: SchemaGrant): string {
  if (kind === "schema") return `${schema}-usage`;
  if (kind === "column") return `${schema}-${object}-${privileges.join("-")}`;
  return object ? `${schema}-${kind}-${object}` : `${schema}-${kind}s`;
}
