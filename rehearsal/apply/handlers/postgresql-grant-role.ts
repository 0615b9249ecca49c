import type { Handler } from "../handler";
import { quoted } from "../postgres-target";

export const postgresqlGrantRole: Handler = {
  known: ["role", "grant_role", "with_admin_option"],
  async apply({ role, grant_role: group, with_admin_option: admin }, { postgres }, previous) {
    if (previous) return;
    const option = admin ? " WITH ADMIN OPTION" : "";
    await postgres.in("postgres", (run) => run(`GRANT ${quoted(group)} TO ${quoted(role)}${option}`));
  },
};
