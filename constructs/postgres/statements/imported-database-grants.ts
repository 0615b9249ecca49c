import { type SchemaGrant } from "../../access/schema-grants";
import { allOf, canDoMore } from "./imported-database-objects";
import { block, objectName, quotedName, quotedText } from "./quoted";

/** Grants what a set allows on what is there, and on what the makers of objects in its schema make later. */
export function grantSql(makers: readonly string[], role: string, grant: SchemaGrant): string[] {
  const { schema, kind, privileges } = grant;
  const within = schema === "*" ? "" : ` IN SCHEMA ${quotedName(schema)}`;
  const defaults = `GRANT ${privileges.join(", ")} ON ${kind.toUpperCase()}S TO ${quotedName(role)}`;
  return [
    ...(grant.existing ? [grantOnExisting(role, grant)] : []),
    ...(grant.future
      ? makers.map((maker) => `ALTER DEFAULT PRIVILEGES FOR ROLE ${quotedName(maker)}${within} ${defaults}`)
      : []),
  ];
}

function grantOnExisting(role: string, grant: SchemaGrant): string {
  const { schema, kind, object, columns, privileges } = grant;
  const list = privileges.join(", ");
  const to = quotedName(role);
  if (kind === "schema") return `GRANT ${list} ON SCHEMA ${quotedName(schema)} TO ${to}`;
  if (object === undefined) return grantOnAll(role, grant);
  const name = objectName(schema, object);
  if (columns) return `GRANT ${list} (${columns.map(quotedName).join(", ")}) ON TABLE ${name} TO ${to}`;
  return `GRANT ${list} ON ${kind.toUpperCase()} ${name} TO ${to}`;
}

/** `ALL … IN SCHEMA` would be on what extensions brought, too, which is a superuser's. */
function grantOnAll(role: string, { schema, kind, callersOnly, privileges }: SchemaGrant): string {
  const statement = `GRANT ${privileges.join(", ")} ON ${kind.toUpperCase()} %s TO %I`;
  // What can do more than read is granted by name.
  const condition = callersOnly ? ` AND NOT ${canDoMore("o")}` : "";
  return block(
    "grant",
    `DECLARE
  object text;
BEGIN
  FOR object IN ${allOf(kind, schema)}${condition} LOOP
    EXECUTE format(${quotedText(statement)}, object, ${quotedText(role)});
  END LOOP;
END`,
  );
}
