import type {
  AccessManifest,
  DatabaseDescription,
  DatabaseReference,
  StaticRoleDescription,
} from "../../constructs";
import { issuanceOnServer } from "./described-issuance";
import { ownersOf } from "./owners";
import { isSameDatabase } from "../difference";
import { loginLine, settingLines } from "./described-session";
import { OTHER_APPLICATION, OTHER_OWNER } from "./other-owner";
import type { ServerContext } from "./server-context";

/** What the databases of a server have in common, as it is described: databases, roles, memberships; a line each. */
export function describedOnServer({ server, databases }: ServerContext, access: AccessManifest): string[] {
  const own = server.superuser.user;
  return [
    ...["postgres", "template0", "template1"].map((name) => `database ${name} of ${own}`),
    ...["template0", "template1"].map((name) => `CONNECT on database ${name} to PUBLIC`),
    ...(isDescribed(databases, "postgres")
      ? []
      : ["CONNECT", "TEMPORARY"].map((each) => `${each} on database postgres to PUBLIC`)),
    `role ${OTHER_APPLICATION} LOGIN PASSWORD`,
    `role ${OTHER_OWNER}`,
    ...databases.flatMap(({ database }) => [
      `database ${database.name} of ${database.imported ? own : (server.deployer ?? own)}`,
      ...connectLines(database),
      ...roleLines(database, access),
    ]),
  ];
}

/** Whether the stack has a database of a name that PostgreSQL gives. */
export function isDescribed(databases: ServerContext["databases"], name: string): boolean {
  return databases.some(({ database }) => database.name === name);
}

function connectLines(database: DatabaseDescription): string[] {
  const { name, account, groups, publicRole } = database;
  const others = groups.filter(({ privileges }) => !privileges.owner).map(({ role }) => role);
  return [
    ...ownersOf(database).flatMap((owner) =>
      ["CONNECT", "CREATE", "TEMPORARY"].map(
        (privilege) => `${privilege} on database ${name} to ${owner.role}`,
      ),
    ),
    ...[account, ...others].map((role) => `CONNECT on database ${name} to ${role}`),
    ...groups.flatMap(({ role, privileges }) => [
      ...(privileges.temporary ? [`TEMPORARY on database ${name} to ${role}`] : []),
      ...(privileges.memberOf ?? []).map((each) => `member ${role} of ${each}`),
    ]),
    ...(publicRole
      ? ["CONNECT", "TEMPORARY"].map((each) => `${each} on database ${name} to ${publicRole}`)
      : []),
  ];
}

function roleLines(database: DatabaseDescription, access: AccessManifest): string[] {
  const { account, issuer, groups } = database;
  const owners = ownersOf(database).map(({ role }) => role);
  const admin = (role: string) => `member ${issuer} of ${role} ADMIN`;
  return [
    ...owners.flatMap((owner) => [`role ${owner}`, admin(owner)]),
    `role ${issuer} CREATEROLE`,
    `role ${account} LOGIN${hasPassword(database, access) ? " PASSWORD" : ""}`,
    ...issuanceOnServer(database),
    ...groups.flatMap(({ role }) => [`role ${role}`, admin(role)]),
    ...loginsOf(access, database).flatMap((role) => [
      loginLine(role.userName, role),
      `member ${role.userName} of ${role.group}`,
      admin(role.userName),
      ...settingLines(role.userName, role),
    ]),
    ...formerPublicLines(database),
    ...access.breakGlass
      .filter((each) => isSameDatabase(each.database, database))
      .flatMap(({ role }) => [`role ${role}`, ...owners.map((owner) => `member ${role} of ${owner}`)]),
  ];
}

/** Who came in through PUBLIC, and who keeps what it had. */
function formerPublicLines({
  publicRole,
  keepsAccess = [],
  losesAccess = [],
}: DatabaseDescription): string[] {
  if (publicRole === undefined) return [];
  return [
    `role ${publicRole}`,
    ...[...keepsAccess, ...losesAccess].map((login) => `role ${login} LOGIN PASSWORD`),
    ...keepsAccess.map((login) => `member ${login} of ${publicRole}`),
  ];
}

/** An account has one when something connects by it. */
function hasPassword(database: DatabaseReference, { connections }: AccessManifest): boolean {
  return connections.some((connection) => isSameDatabase(connection.database, database));
}

/** The static roles of a database, each with a login in it. */
export function loginsOf(
  { staticRoles }: AccessManifest,
  database: DatabaseReference,
): readonly StaticRoleDescription[] {
  return staticRoles.filter((role) => isSameDatabase(role.database, database));
}
