import type { Handler } from "../handler";
import { quoted } from "../postgres-target";

export const postgresqlDatabase: Handler = {
  known: ["name"],
  async apply({ name }, { postgres }, previous) {
    // CREATE DATABASE runs in no transaction.
    if (!previous) await postgres.in("postgres", (run) => run(`CREATE DATABASE ${quoted(name)}`));
  },
};
