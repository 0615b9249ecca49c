import type { Handler } from "../handler";
import { database, roles } from "./needs";
import { quoted } from "../postgres-target";
import { bool, required, text } from "../kinds";

const OWNER =
  "SELECT pg_catalog.pg_get_userbyid(nspowner) AS owner FROM pg_catalog.pg_namespace WHERE nspname = $1";

export const postgresqlSchema: Handler = {
  arguments: { name: required(text), database: required(text), owner: text, drop_cascade: bool },
  replacedBy: ["database"],
  needs: (args) => [...database(args.provider, args.database), ...roles(args.provider, args.owner)],
  async read(args, { postgres }) {
    if (!(await postgres.has(String(args.database)))) return undefined;
    const [row] = await postgres.in(String(args.database), (run) => run(OWNER, [args.name]));
    return row && { ...args, owner: args.owner && row.owner };
  },
  async apply({ name, database, owner }, { postgres }, previous) {
    await postgres.transaction(String(database), async (run) => {
      if (previous) {
        if (previous.name !== name)
          await run(`ALTER SCHEMA ${quoted(previous.name)} RENAME TO ${quoted(name)}`);
        // The provider doesn't help itself here: who isn't a member of both owners is refused.
        if (previous.owner !== owner) await run(`ALTER SCHEMA ${quoted(name)} OWNER TO ${quoted(owner)}`);
        return;
      }
      const [row] = await run(
        "SELECT pg_catalog.pg_get_userbyid(datdba) AS owner FROM pg_catalog.pg_database WHERE datname = $1",
        [database],
      );
      const owners = owner === undefined ? [] : [String(owner)];
      await postgres.asMemberOf(run, [String(row?.owner), ...owners], async () => {
        const [known] = await run(OWNER, [name]);
        if (owner === undefined) await run(`CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`);
        else if (known) await run(`ALTER SCHEMA ${quoted(name)} OWNER TO ${quoted(owner)}`);
        else await run(`CREATE SCHEMA ${quoted(name)} AUTHORIZATION ${quoted(owner)}`);
      });
    });
  },
  async destroy({ name, database, drop_cascade: cascade }, { postgres }) {
    await postgres.transaction(String(database), async (run) => {
      const [known] = await run(OWNER, [name]);
      if (!known) return;
      await postgres.asMemberOf(run, [String(known.owner)], async () => {
        await run(`DROP SCHEMA ${quoted(name)} ${cascade ? "CASCADE" : "RESTRICT"}`);
      });
    });
  },
};
