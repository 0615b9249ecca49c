import type { Arguments, Handler } from "../handler";
import { database, roles } from "./needs";
import { quoted, quotedRole } from "../postgres-target";
import { oneOf, required, set, text } from "../kinds";
import { PRIVILEGE } from "./privilege";
import { isWithin, OF_GRANTEE, withPrivileges } from "./granted-privileges";

/** Each object type's letter in the catalog. */
const LETTERS: Readonly<Record<string, string>> = {
  table: "r",
  sequence: "S",
  function: "f",
  routine: "f",
  type: "T",
  schema: "n",
};

export const postgresqlDefaultPrivileges: Handler = {
  arguments: {
    database: required(text),
    owner: required(text),
    role: required(text),
    schema: text,
    object_type: required(oneOf("table", "sequence", "function", "routine", "type", "schema")),
    privileges: required(set(PRIVILEGE)),
  },
  replacedBy: ["database", "owner", "role", "schema", "object_type"],
  needs: (args) => [
    ...database(args.provider, args.database, args.schema),
    ...roles(args.provider, args.owner, args.role),
  ],
  async read(args, { postgres }) {
    if (!(await isWithin(args, postgres))) return undefined;
    const [row] = await postgres.in(String(args.database), (run) =>
      run(
        `SELECT array_agg(privilege_type::text) AS privileges
           FROM pg_catalog.pg_default_acl, pg_catalog.aclexplode(defaclacl) AS acl
          WHERE ${OF_GRANTEE} AND defaclobjtype = $2 AND pg_catalog.pg_get_userbyid(grantor) = $3
            AND defaclnamespace = coalesce((SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $4), 0)`,
        [args.role, LETTERS[String(args.object_type)], args.owner, args.schema],
      ),
    );
    const privileges = (row?.privileges ?? []) as string[];
    // For the provider, none are none that it made, where there should be some.
    if (!privileges.length && (args.privileges as string[]).length) return undefined;
    return withPrivileges(args, [privileges]);
  },
  async apply(args, { postgres }) {
    const privileges = args.privileges as string[];
    const role = quotedRole(args.role);
    await postgres.transaction(String(args.database), (run) =>
      postgres.asMemberOf(run, [String(args.owner)], async () => {
        await run(revocation(args));
        if (privileges.length)
          await run(`${alter(args)} GRANT ${privileges.join(", ")} ON ${kindOf(args)} TO ${role}`);
      }),
    );
  },
  async destroy(args, { postgres }) {
    await postgres.transaction(String(args.database), (run) =>
      postgres.asMemberOf(run, [String(args.owner)], async () => void (await run(revocation(args)))),
    );
  },
};

function revocation(args: Arguments): string {
  return `${alter(args)} REVOKE ALL ON ${kindOf(args)} FROM ${quotedRole(args.role)}`;
}

function alter({ owner, schema }: Arguments): string {
  const within = schema ? ` IN SCHEMA ${quoted(schema)}` : "";
  return `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoted(owner)}${within}`;
}

function kindOf({ object_type: type }: Arguments): string {
  return `${String(type).toUpperCase()}S`;
}
