import type { AccessManifest } from "../../access/access-manifest";
import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import type { IssuedRole, IssuingFunctions } from "./issuing-functions";
import { settingsSql } from "./session-settings";
import { userNamePattern } from "./user-name-pattern";

type Described = Pick<AccessManifest, "roles" | "connections">;

/** The functions of a database as `access.json` describes them; none where statements make its leased roles. */
export function describedFunctions(
  database: PostgresDatabaseDescription,
  { roles, connections }: Described,
): IssuingFunctions | undefined {
  const { issuingSchema: schema, account, issuer, owner, otherOwners = [], groups } = database;
  if (schema === undefined) return undefined;
  const issued = roles
    .filter((role) => role.database.server === database.server && role.database.name === database.name)
    .map((role): IssuedRole => {
      const { name, group, maxTtl, actsAsGroup = false, settings } = role;
      const connection = connections.find(
        (each) => each.engine === role.engine && each.name === role.connection,
      );
      const limit = settings?.connectionLimit;
      return {
        name,
        group,
        pattern: userNamePattern(connection?.settings?.usernameTemplate ?? "{{any}}", name),
        maxTtl,
        actsAsGroup,
        settings: [
          ...(limit === undefined ? [] : [`CONNECTION LIMIT ${limit}`]),
          ...settingsSql(settings).map(([setting, value]) => `SET ${setting} = ${value}`),
        ],
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    schema,
    account,
    issuer,
    owner,
    otherOwners: otherOwners.map(({ role }) => role),
    groups: groups.map(({ role }) => role),
    roles: issued,
  };
}
