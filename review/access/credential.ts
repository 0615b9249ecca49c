import type {
  AccessManifest,
  RoleDescription,
  StaticRoleDescription,
  WorkloadDescription,
} from "../../constructs/access/access-manifest";
import { leases } from "../../constructs/access/fact";
import { rotationInWords } from "../../constructs/access/postgres-facts";
import { type Grant, grantsOf, type RoleOfServer } from "./grant";

/** What can be read of an engine: a leased user, or a login that stays. */
export type CredentialDescription = RoleDescription | StaticRoleDescription;

/** Every credential that is described. */
export function credentialsOf({
  roles,
  staticRoles,
}: Pick<AccessManifest, "roles" | "staticRoles">): CredentialDescription[] {
  return [...roles, ...staticRoles];
}

/** Who may read a credential. */
export function readersOf(path: string, { workloads }: AccessManifest): WorkloadDescription[] {
  return workloads.filter(({ reads }) => reads.some((read) => read.path === path));
}

/** Whose members may do something: those who have a credential, and of a group that has none, whoever else is a member. */
export interface Holder extends RoleOfServer {
  readonly name: string;
  /** The path of the credential. @default - it is a group without one */
  readonly credential?: string;
  readonly grants: readonly Grant[];
}

/** Everybody who may do something in a database. */
export function holdersOf(access: AccessManifest): Holder[] {
  const credentials = credentialsOf(access).map(({ path, database, group }) => ({
    name: path,
    credential: path,
    database,
    group,
  }));
  const hasCredential = (server: string, role: string) =>
    credentials.some(({ database, group }) => database.server === server && group === role);
  const groups = access.databases.flatMap(({ server, name, groups: own }) =>
    own
      .filter(({ role }) => !hasCredential(server, role))
      .map(({ role }) => ({ name: `members of ${role}`, database: { server, name }, group: role })),
  );
  return [...credentials, ...groups].map((each) => ({ ...each, grants: grantsOf(each, access) }));
}

/** How long a credential is of use. */
export function untilOf(credential: CredentialDescription): string {
  if ("rotation" in credential) return rotationInWords(credential.rotation);
  return leases(credential.defaultTtl, credential.maxTtl);
}
