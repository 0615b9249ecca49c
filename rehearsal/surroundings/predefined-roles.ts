import { quotedName } from "../../constructs/postgres/statements/quoted";
import { Session } from "../../clients/postgres-session";
import { RehearsalError } from "../../clients/could-not-tell";
import type { AccessManifest, DatabaseDescription } from "../../constructs";
import { PREDEFINED_ROLES } from "../../constructs/access/predefined-roles";
import type { PostgresServer } from "../../contract/deployment";
import { MAINTAIN, majorVersion } from "../../contract/postgres/server-version";

/**
 * Lets who deploys grant the roles of PostgreSQL's own that privilege sets name, as administrators of managed services may.
 *
 * @throws RehearsalError when the server is too old for what a set names
 */
export async function letGrantPredefinedRoles(
  { databases }: Pick<AccessManifest, "databases">,
  serverOf: (database: DatabaseDescription) => PostgresServer,
): Promise<void> {
  for (const database of databases) {
    const server = serverOf(database);
    expectKnown(database, majorVersion(server));
    const roles = new Set(database.groups.flatMap(({ privileges }) => privileges.memberOf ?? []));
    const { deployer } = server;
    if (!roles.size || deployer === undefined) continue;
    await Session.with(server, "postgres", server.superuser, async (session) => {
      for (const role of roles)
        await session.query(`GRANT ${quotedName(role)} TO ${quotedName(deployer)} WITH ADMIN OPTION`);
    });
  }
}

function expectKnown({ name, groups }: DatabaseDescription, version: number): void {
  for (const { privileges } of groups) {
    const { memberOf = [], schemas } = privileges;
    const maintains = schemas.some(({ tables }) =>
      tables.some((each) => each.privileges.includes("MAINTAIN")),
    );
    const needed = [
      ...memberOf.map((role) => ({ what: role, since: PREDEFINED_ROLES[role]?.since ?? 0 })),
      ...(maintains ? [{ what: "MAINTAIN", since: MAINTAIN }] : []),
    ].find(({ since }) => since > version);
    if (!needed) continue;
    throw new RehearsalError(
      `Privilege set "${privileges.name}" of database "${name}" has ${needed.what}, which PostgreSQL ${version} doesn't know.`,
      `Rehearse it on the version that you deploy to: --postgres ${needed.since}, or take it out.`,
    );
  }
}
