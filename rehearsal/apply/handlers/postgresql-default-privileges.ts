import type { Handler } from "../handler";
import { database, roles } from "./needs";
import { quoted, quotedRole } from "../postgres-target";
import { list, oneOf, required, text } from "../kinds";
import { PRIVILEGE } from "./privilege";

export const postgresqlDefaultPrivileges: Handler = {
  arguments: {
    database: required(text),
    owner: required(text),
    role: required(text),
    schema: text,
    object_type: required(oneOf("table", "sequence", "function", "routine", "type", "schema")),
    privileges: required(list(PRIVILEGE)),
  },
  needs: (args) => [
    ...database(args.provider, args.database, args.schema),
    ...roles(args.provider, args.owner, args.role),
  ],
  async apply(args, { postgres }) {
    const owner = String(args.owner);
    const within = args.schema ? ` IN SCHEMA ${quoted(args.schema)}` : "";
    const alter = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoted(owner)}${within}`;
    const kind = `${String(args.object_type).toUpperCase()}S`;
    const role = quotedRole(args.role);
    const privileges = args.privileges as string[];
    await postgres.transaction(String(args.database), (run) =>
      postgres.asMemberOf(run, [owner], async () => {
        await run(`${alter} REVOKE ALL ON ${kind} FROM ${role}`);
        if (privileges.length) await run(`${alter} GRANT ${privileges.join(", ")} ON ${kind} TO ${role}`);
      }),
    );
  },
};
