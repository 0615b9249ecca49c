import type { Handler } from "../handler";
import { quoted } from "../postgres-target";
import { required, text } from "../kinds";

/** What is read besides of one that takes no sessions any more: destroying it begins with that. */
const CLOSED = { allow_connections: false };

export const postgresqlDatabase: Handler = {
  arguments: { name: required(text) },
  replacedBy: [],
  async read(args, { postgres }) {
    const [row] = await postgres.in("postgres", (run) =>
      run("SELECT datallowconn FROM pg_catalog.pg_database WHERE datname = $1", [args.name]),
    );
    return row && (row.datallowconn ? args : { ...args, ...CLOSED });
  },
  // None of it runs in a transaction.
  async apply({ name }, { postgres }, previous) {
    await postgres.leave(String(previous?.name));
    await postgres.in("postgres", async (run) => {
      if (!previous) await run(`CREATE DATABASE ${quoted(name)}`);
      else if (previous.name !== name)
        await run(`ALTER DATABASE ${quoted(previous.name)} RENAME TO ${quoted(name)}`);
      if (previous?.allow_connections === false)
        await run(`ALTER DATABASE ${quoted(name)} ALLOW_CONNECTIONS true`);
    });
  },
  async destroy({ name }, { postgres }) {
    await postgres.leave(String(name));
    await postgres.in("postgres", async (run) => {
      await run(`ALTER DATABASE ${quoted(name)} ALLOW_CONNECTIONS false`);
      await run(
        "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1",
        [name],
      );
      await run(`DROP DATABASE ${quoted(name)} WITH (FORCE)`);
    });
  },
};
