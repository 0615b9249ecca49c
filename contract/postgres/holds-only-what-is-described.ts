import { Session } from "../../clients/postgres-session";
import { inSharedSession } from "../../clients/session-pool";
import { withoutAcknowledged } from "../acknowledged";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { difference } from "../difference";
import type { DatabaseContext } from "./database-context";
import { describedInDatabase } from "./described-database";
import { issuanceInDatabase } from "./described-issuance";
import { describedOnServer, isDescribed } from "./described-server";
import { inventoryOf } from "./inventory";
import { withoutInitial } from "./loaded-schema";
import type { ServerContext } from "./server-context";

const COMMON = {
  id: "holds-only-what-is-described",
  kind: "also",
  says: "holds only what is described",
  harm: "nothing",
  needs: ["superuser of PostgreSQL"],
} as const;

/** Nobody was granted anything, and nothing was made, in a database that isn't described. */
export function databaseHoldsOnlyWhatIsDescribed(
  { deployment }: Context,
  { about, database, probes }: DatabaseContext,
): Check {
  return {
    ...COMMON,
    about,
    attempt: async () => {
      const all = await probes.asSuperuser((session) => inventoryOf(session, false));
      const there = withoutAcknowledged(all, deployment.acknowledged);
      const loaded = deployment.loadedSchema(database);
      const { superuser, deployer = superuser.user } = probes.server;
      const described = [
        ...describedInDatabase(database, superuser.user, loaded),
        ...issuanceInDatabase(database, database.imported ? superuser.user : deployer),
      ];
      return expectSame(described, loaded ? withoutInitial(there, loaded, database) : there);
    },
  };
}

/** Nor on its server: databases, roles, memberships, settings; and nothing in the databases that PostgreSQL brings along. */
export function serverHoldsOnlyWhatIsDescribed(common: Context, context: ServerContext): Check {
  return {
    ...COMMON,
    about: context.about,
    attempt: async () => {
      const there = await Promise.all([inCommon(context), inOwnDatabases(context)]);
      const { acknowledged } = common.deployment;
      return expectSame(expectedOnServer(common, context), withoutAcknowledged(there.flat(), acknowledged));
    },
  };
}

/** With every lease revoked, there are no other roles and memberships either. */
export function leasesLeaveNothing(common: Context, context: ServerContext): Check {
  return {
    ...COMMON,
    id: "leases-leave-nothing",
    says: "leases leave nothing",
    about: context.about,
    harm: "writes",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      await common.revoked.get();
      const { acknowledged } = common.deployment;
      const there = withoutAcknowledged(await inCommon(context), acknowledged);
      return expectSame(expectedOnServer(common, context), there);
    },
  };
}

/** What is described, and what was there with the schemas of its databases. */
function expectedOnServer({ access, deployment }: Context, context: ServerContext): string[] {
  const loaded = context.databases.flatMap(
    ({ database }) => deployment.loadedSchema(database)?.onServer ?? [],
  );
  // A role of before that keeps or loses access is said to log in.
  const isSaid = (line: string) => applications(context).some((name) => line === `role ${name}`);
  return [...describedOnServer(context, access), ...loaded.filter((line) => !isSaid(line))];
}

function applications({ databases }: ServerContext): string[] {
  return databases.flatMap(({ database: { keepsAccess = [], losesAccess = [] } }) => [
    ...keepsAccess,
    ...losesAccess,
  ]);
}

/** What all databases have in common, but for what who made the server is. */
async function inCommon({ server }: ServerContext): Promise<string[]> {
  const { superuser, deployer } = server;
  const lines = await inSharedSession(server, "postgres", superuser, (session) => inventoryOf(session, true));
  const isTheirs = (line: string) =>
    [superuser.user, deployer].some(
      (name) => line.startsWith(`role ${name} `) || line.startsWith(`member ${name} of `),
    );
  return lines.filter((line) => !isTheirs(line));
}

/** What there is in the databases that PostgreSQL brings along, which everybody can enter, or which others are made from. */
async function inOwnDatabases({ server, databases }: ServerContext): Promise<string[]> {
  const { superuser } = server;
  const inventory = (session: Session) => inventoryOf(session, false);
  const lines = await Promise.all([
    isDescribed(databases, "postgres") ? [] : inSharedSession(server, "postgres", superuser, inventory),
    // A session in a template keeps others from making databases.
    Session.with(server, "template1", superuser, inventory),
  ]);
  return ["postgres", "template1"].flatMap((name, index) =>
    (lines[index] ?? []).map((line) => `in database ${name}: ${line}`),
  );
}

function expectSame(expected: readonly string[], there: readonly string[]): string {
  const differences = difference(expected, there);
  if (differences.length) throw new Violation([...new Set(differences)].join("; "));
  return `${there.length} objects, privileges, memberships and settings`;
}
