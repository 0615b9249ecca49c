import { DefaultPrivileges } from "@cdktf/provider-postgresql/lib/default-privileges";
import { Grant, type GrantConfig } from "@cdktf/provider-postgresql/lib/grant";
import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import type { TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { PrivilegesDescription } from "../../access/postgres-description";
import { claim } from "../../private/claim";
import { onServer } from "./server";
import type { ResourceChain } from "./resource-chain";

export interface GroupRoleProps {
  readonly database: string;
  readonly owner: string;
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
    claim(this, onServer("role", provider), roleName);
    chain.add(
      (dependsOn) => new Role(this, "Resource", { name: roleName, login: false, provider, dependsOn }),
    );
    this.grant("connect", { objectType: "database", privileges: ["CONNECT"] });
    for (const schema of props.privileges.schemas) this.grantIn(schema);
    this.membership = chain.add(
      (dependsOn) =>
        new GrantRole(this, "issuer", {
          role: issuer,
          grantRole: roleName,
          withAdminOption: true,
          provider,
          dependsOn,
        }),
    );
  }

  private grantIn(schema: string): void {
    const { tables, columns, sequences, functions, types } = this.props.privileges;
    this.grant(`${schema}-usage`, { schema, objectType: "schema", privileges: ["USAGE"] });
    for (const { table, privileges } of tables) {
      if (table === "*") this.grantAll(schema, "table", privileges);
      else
        this.grant(`${schema}-table-${table}`, { schema, objectType: "table", objects: [table], privileges });
    }
    for (const { table, privilege, columns: names } of columns) {
      const objects = { objects: [table], columns: [...names] };
      this.grant(`${schema}-${table}-${privilege}`, {
        schema,
        objectType: "column",
        ...objects,
        privileges: [privilege],
      });
    }
    this.grantAll(schema, "sequence", sequences);
    // Functions, procedures and aggregates: "function" leaves procedures out.
    this.grantAll(schema, "routine", functions);
    this.grantFuture(schema, "type", types);
  }

  /** On what is there and on what the owner makes later. */
  private grantAll(schema: string, objectType: string, privileges: readonly string[]): void {
    if (!privileges.length) return;
    this.grant(`${schema}-${objectType}s`, { schema, objectType, privileges });
    this.grantFuture(schema, objectType, privileges);
  }

  private grantFuture(schema: string, objectType: string, privileges: readonly string[]): void {
    if (!privileges.length) return;
    const { chain, provider, database, owner, roleName: role } = this.props;
    chain.add(
      (dependsOn) =>
        new DefaultPrivileges(this, `${schema}-future-${objectType}s`, {
          database,
          schema,
          owner,
          role,
          objectType,
          privileges: [...privileges],
          provider,
          dependsOn,
        }),
    );
  }

  private grant(
    id: string,
    grant: Omit<GrantConfig, "database" | "role" | "privileges"> & { privileges: readonly string[] },
  ): void {
    const { chain, provider, database, roleName: role } = this.props;
    const privileges = [...grant.privileges];
    chain.add(
      (dependsOn) => new Grant(this, id, { ...grant, privileges, database, role, provider, dependsOn }),
    );
  }
}
