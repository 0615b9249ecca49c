import { Grant, type GrantConfig } from "@cdktf/provider-postgresql/lib/grant";
import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import { Schema } from "@cdktf/provider-postgresql/lib/schema";
import type { TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { OtherOwnerDescription } from "../../access/postgres-description";
import { claim } from "../../private/claim";
import { takeDefaultsFromPublic } from "./public-defaults";
import type { ResourceChain } from "./resource-chain";
import { onServer } from "./server";

export interface OtherOwnerRoleProps {
  readonly database: string;
  readonly owner: OtherOwnerDescription;
  /** Schemas with extensions, which it may use. */
  readonly extensionSchemas: readonly string[];
  readonly issuer: string;
  readonly provider?: TerraformProvider;
  readonly chain: ResourceChain;
}

/**
 * A NOLOGIN role that owns schemas of a database and what it makes in others; PUBLIC gets nothing of it. The role is made before
 * the database: what PUBLIC doesn't get of it is gone with the database alone, and until then PostgreSQL refuses to drop it.
 */
export class OtherOwnerRole extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OtherOwnerRoleProps,
  ) {
    super(scope, id);
    const { chain, provider, owner } = props;
    claim(scope, onServer("role", provider), owner.role);
    chain.add(() => new Role(this, "Resource", { name: owner.role, login: false, provider }));
  }

  /** Gives it its part of the database. @returns what must be there before the issuer can make members of it */
  addToDatabase(): TerraformResource {
    const { chain, provider, database, issuer, owner, extensionSchemas } = this.props;
    const { role, schemas, sharedSchemas = [] } = owner;
    this.grant("database", { objectType: "database", privileges: ["CONNECT", "CREATE", "TEMPORARY"] });
    for (const name of schemas.filter((each) => each !== "public"))
      chain.add(() => new Schema(this, `schema-${name}`, { database, name, owner: role, provider }));
    // Schema public belongs to the owner of the database.
    for (const schema of [...schemas.filter((each) => each === "public"), ...sharedSchemas])
      this.grant(`shared-${schema}`, { schema, objectType: "schema", privileges: ["CREATE", "USAGE"] });
    for (const schema of new Set(extensionSchemas))
      this.grant(`extensions-${schema}`, { schema, objectType: "schema", privileges: ["USAGE"] });
    takeDefaultsFromPublic(this, { database, owner: role, provider, chain });
    const member = { role: issuer, grantRole: role, withAdminOption: true, provider };
    return chain.addEnd(() => new GrantRole(this, "issuer", member));
  }

  private grant(id: string, grant: Omit<GrantConfig, "database" | "role">): void {
    const { chain, provider, database, owner } = this.props;
    chain.add(() => new Grant(this, id, { ...grant, database, role: owner.role, provider }));
  }
}
