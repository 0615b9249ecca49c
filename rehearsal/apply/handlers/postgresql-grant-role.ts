import type { Arguments, Handler } from "../handler";
import { roles } from "./needs";
import { quoted } from "../postgres-target";
import { bool, required, text } from "../kinds";

export const postgresqlGrantRole: Handler = {
  arguments: { role: required(text), grant_role: required(text), with_admin_option: bool },
  replacedBy: ["role", "grant_role", "with_admin_option"],
  needs: ({ provider, role, grant_role: group }) => roles(provider, role, group),
  async read(args, { postgres }) {
    const [row] = await postgres.in("postgres", (run) =>
      run(
        `SELECT admin_option FROM pg_catalog.pg_auth_members
          WHERE pg_catalog.pg_get_userbyid(member) = $1 AND pg_catalog.pg_get_userbyid(roleid) = $2`,
        [args.role, args.grant_role],
      ),
    );
    return row && { ...args, with_admin_option: row.admin_option };
  },
  async apply(args, { postgres }) {
    const { role, grant_role: group, with_admin_option: admin } = args;
    const option = admin ? " WITH ADMIN OPTION" : "";
    await postgres.transaction("postgres", async (run) => {
      await run(revocation(args));
      await run(`GRANT ${quoted(group)} TO ${quoted(role)}${option}`);
    });
  },
  async destroy(args, { postgres }) {
    await postgres.transaction("postgres", (run) => run(revocation(args)));
  },
};

function revocation({ role, grant_role: group }: Arguments): string {
  return `REVOKE ${quoted(group)} FROM ${quoted(role)}`;
}
