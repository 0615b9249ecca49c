import type { Handler } from "../handler";
import { quoted } from "../postgres-target";

export const postgresqlDatabase: Handler = {
  known: ["name", "owner"],
  async apply(args, { postgres }, previous) {
    if (previous) return;
    const { name, owner } = args;
    // CREATE DATABASE runs in no transaction.
    await postgres.in("postgres", (run) =>
      postgres.asMemberOf(run, [String(owner)], async () => {
        await run(`CREATE DATABASE ${quoted(name)} OWNER ${quoted(owner)}`);
      }),
    );
  },
};
