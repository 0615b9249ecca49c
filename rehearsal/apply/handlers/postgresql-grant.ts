import type { Arguments, Handler } from "../handler";
import { database, roles } from "./needs";
import { objectName } from "../../../constructs/postgres/statements/quoted";
import { quoted, quotedRole, type Run } from "../postgres-target";
import { bool, oneOf, required, set, text } from "../kinds";
import { isWithin, withPrivileges } from "./granted-privileges";
import { PRIVILEGE } from "./privilege";
import { columnsWithPrivilege, privilegesOnObjects } from "./privileges-on-objects";

export const postgresqlGrant: Handler = {
  arguments: {
    database: required(text),
    role: required(text),
    schema: text,
    object_type: required(
      oneOf("database", "schema", "table", "column", "sequence", "function", "procedure", "routine"),
    ),
    objects: set(text),
    columns: set(text),
    privileges: required(set(PRIVILEGE)),
    with_grant_option: bool,
  },
  replacedBy: ["role", "database", "schema", "object_type", "objects", "columns", "with_grant_option"],
  needs: (args) => [
    ...database(args.provider, args.database, args.schema),
    ...roles(args.provider, args.role),
  ],
  async read(args, { postgres }) {
    if (!(await isWithin(args, postgres))) return undefined;
    return postgres.in(String(args.database), async (run) =>
      args.object_type === "column"
        ? { ...args, columns: await columnsWithPrivilege(run, args) }
        : withPrivileges(args, await privilegesOnObjects(run, args)),
    );
  },
  async apply(args, { postgres }, previous = args) {
    const privileges = privilegesOf(args);
    const option = args.with_grant_option ? " WITH GRANT OPTION" : "";
    await postgres.transaction(String(args.database), async (run) =>
      postgres.asMemberOf(run, await ownersOf(run, args), async () => {
        await run(revocation(previous));
        if (privileges.length)
          await run(
            `GRANT ${privileges.join(", ")} ON ${targetOf(args)} TO ${quotedRole(args.role)}${option}`,
          );
      }),
    );
  },
  async destroy(args, { postgres }) {
    await postgres.transaction(String(args.database), async (run) =>
      postgres.asMemberOf(run, await ownersOf(run, args), async () => void (await run(revocation(args)))),
    );
  },
};

/** On named tables only what this resource granted: the columns of a table are granted by others. */
function revocation(args: Arguments): string {
  const revoked = (args.objects && privilegesOf(args).join(", ")) || "ALL";
  return `REVOKE ${revoked} ON ${targetOf(args)} FROM ${quotedRole(args.role)}`;
}

function privilegesOf(args: Arguments): string[] {
  return (args.privileges as string[]).map((privilege) => privilege + columnsOf(args));
}

function targetOf({ object_type: type, database, schema, objects }: Arguments): string {
  if (type === "database") return `DATABASE ${quoted(database)}`;
  if (type === "schema") return `SCHEMA ${quoted(schema)}`;
  const kind = type === "column" ? "TABLE" : String(type).toUpperCase();
  const names = (objects as string[] | undefined) ?? [];
  if (!names.length) return `ALL ${kind}S IN SCHEMA ${quoted(schema)}`;
  return `${kind} ${names.map((name) => objectName(String(schema), name)).join(", ")}`;
}

function columnsOf({ columns }: Arguments): string {
  return columns ? ` (${(columns as string[]).map(quoted).join(", ")})` : "";
}

/** Whose objects these are: only their owners, or a superuser, may grant on them. */
async function ownersOf(run: Run, { object_type: type, database, schema }: Arguments): Promise<string[]> {
  // The provider doesn't help itself there: PostgreSQL then grants nothing, and only warns.
  if (type === "database") return [];
  const [row] = await run(
    "SELECT pg_catalog.pg_get_userbyid(datdba) AS owner FROM pg_catalog.pg_database WHERE datname = $1",
    [database],
  );
  const databaseOwner = String(row?.owner);
  const owners = await run(
    `SELECT pg_catalog.pg_get_userbyid(nspowner) AS owner FROM pg_catalog.pg_namespace WHERE nspname = $1
     UNION SELECT pg_catalog.pg_get_userbyid(relowner) FROM pg_catalog.pg_class c
       JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')`,
    [schema],
  );
  // A role without members stands for whoever owns the database.
  return owners.map((each) => (each.owner === "pg_database_owner" ? databaseOwner : String(each.owner)));
}
