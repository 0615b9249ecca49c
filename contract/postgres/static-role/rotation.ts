import { isLoginRefused } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { catalogsIn } from "../catalogs";
import { loginLine } from "../described-session";
import { nextTransaction, otherChanges, rowsSince } from "../rows";
import type { ServerContext } from "../server-context";
import { expectRotation } from "./credential-read";
import type { StaticRoleContext } from "./static-role-context";

/** A rotation gives the user another password: whoever has the old one is refused, and whoever is in goes on. */
export function rotationChangesPassword(_: Context, context: StaticRoleContext): Check {
  return {
    id: "rotation-changes-the-password",
    kind: "rotation",
    says: "ends the old password, spares open sessions",
    about: context.about,
    harm: "breaks",
    needs: ["root of Vault"],
    attempt: async () => {
      const { database, role } = context;
      const before = await context.user.get();
      const session = await context.session.get();
      await context.rotate();
      const after = await context.read();
      if (after.password === before.password)
        throw new Violation("its password is the same after a rotation");
      if (after.rotated <= before.rotated)
        throw new Violation("last_vault_rotation is the same after a rotation");
      expectRotation(after, role.rotation);
      if (!(await isLoginRefused(database.server, role.database.name, before)))
        throw new Violation("its old password works after a rotation");
      if (await isLoginRefused(database.server, role.database.name, after))
        throw new Violation("its new password doesn't work");
      if (!(await session.isOpen())) throw new Violation("an open session ended with the rotation");
      return "the old password is refused, the new one logs in, and an open session goes on";
    },
  };
}

/** A rotation writes the row of its user, and no others, as each step of a lease does. */
export function rotationsChangeNothingElse({ staticRoles }: Context, server: ServerContext): Check[] {
  return staticRoles
    .filter(({ database }) => database.server === server.server)
    .map((context) => ({
      id: "rotation-changes-nothing-else",
      kind: "rotation",
      says: "changes nothing else",
      about: context.about,
      harm: "breaks",
      needs: ["root of Vault", "superuser of PostgreSQL"],
      attempt: async () => {
        await rotateAlone(context);
        return `writes the password of ${context.role.userName}, and no other row`;
      },
    }));
}

async function rotateAlone(context: StaticRoleContext): Promise<void> {
  const { role, database } = context;
  await database.probes.asSuperuser(async (session) => {
    const catalogs = await catalogsIn(session);
    const start = await nextTransaction(session);
    const before = await rowsSince(session, catalogs, start);
    await context.rotate();
    const written = await rowsSince(session, catalogs, start);
    const changes = otherChanges(before, written, { pg_authid: [loginLine(role.userName, role)] }, false);
    if (changes.length) throw new Violation(changes.join("; "));
  });
}
