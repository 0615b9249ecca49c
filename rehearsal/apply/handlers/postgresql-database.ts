import type { Handler } from "../handler";
import { quoted } from "../postgres-target";
import { required, text } from "../kinds";

export const postgresqlDatabase: Handler = {
  arguments: { name: required(text) },
  async apply({ name }, { postgres }, previous) {
    // CREATE DATABASE runs in no transaction.
    if (!previous) await postgres.in("postgres", (run) => run(`CREATE DATABASE ${quoted(name)}`));
  },
};
