import type { Handler } from "../handler";
import { database, roles } from "./needs";
import { quoted } from "../postgres-target";
import { required, text } from "../kinds";

export const postgresqlSchema: Handler = {
  arguments: { name: required(text), database: required(text), owner: required(text) },
  needs: (args) => [...database(args.provider, args.database), ...roles(args.provider, args.owner)],
  async apply({ name, database, owner }, { postgres }, previous) {
    if (previous) return;
    await postgres.transaction(String(database), async (run) => {
      const [row] = await run(
        "SELECT pg_catalog.pg_get_userbyid(datdba) AS owner FROM pg_catalog.pg_database WHERE datname = $1",
        [database],
      );
      await postgres.asMemberOf(run, [String(row?.owner), String(owner)], async () => {
        await run(`CREATE SCHEMA IF NOT EXISTS ${quoted(name)} AUTHORIZATION ${quoted(owner)}`);
      });
    });
  },
};
