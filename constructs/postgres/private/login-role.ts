import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import type { TerraformProvider, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { SessionDescription } from "../../access/session-description";
import type { ResourceChain } from "./resource-chain";

export interface LoginRoleProps {
  readonly roleName: string;
  /** The group that it is a member of. */
  readonly group: string;
  /** How its sessions begin. */
  readonly session: SessionDescription;
  readonly issuer: string;
  readonly provider?: TerraformProvider;
  readonly chain: ResourceChain;
}

/** The login of a static role. It has no password until Vault gives it one, so nobody logs in before. */
export class LoginRole extends Construct {
  /** The issuer can change its password once this is there: from PostgreSQL 16 that takes ADMIN OPTION on it. */
  readonly membership: TerraformResource;

  constructor(scope: Construct, id: string, { chain, provider, roleName, ...props }: LoginRoleProps) {
    super(scope, id);
    const { group, issuer } = props;
    const login = { name: roleName, login: true, roles: [group], ...sessionArguments(group, props.session) };
    chain.add(() => new Role(this, "Resource", { ...login, provider }));
    const admin = { role: issuer, grantRole: roleName, withAdminOption: true, provider };
    this.membership = chain.add(() => new GrantRole(this, "issuer", admin));
  }
}

/** How the sessions of a login begin, as arguments of `postgresql_role`: times are in milliseconds. */
function sessionArguments(group: string, { actsAsGroup, settings = {} }: SessionDescription) {
  const { searchPath, statementTimeout, idleInTransactionSessionTimeout, connectionLimit } = settings;
  return {
    assumeRole: actsAsGroup ? group : undefined,
    searchPath: searchPath && [...searchPath],
    statementTimeout: statementTimeout && 1000 * statementTimeout,
    idleInTransactionSessionTimeout:
      idleInTransactionSessionTimeout && 1000 * idleInTransactionSessionTimeout,
    connectionLimit,
  };
}
