import type { Handler } from "../handler";
import { roles } from "./needs";
import { quoted } from "../postgres-target";
import { bool, required, text } from "../kinds";

export const postgresqlGrantRole: Handler = {
  arguments: { role: required(text), grant_role: required(text), with_admin_option: bool },
  needs: ({ provider, role, grant_role: group }) => roles(provider, role, group),
  async apply({ role, grant_role: group, with_admin_option: admin }, { postgres }, previous) {
    if (previous) return;
    const option = admin ? " WITH ADMIN OPTION" : "";
    await postgres.in("postgres", (run) => run(`GRANT ${quoted(group)} TO ${quoted(role)}${option}`));
  },
};
