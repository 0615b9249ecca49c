import type { RenderedStack } from "../../constructs/guardrails/rendered/rendered-stack";

type Attributes = Readonly<Record<string, unknown>>;

/** What Terraform runs in PostgreSQL, in its order, without the revocations before each grant. */
export function postgresStatements(stack: RenderedStack): string[] {
  return inOrder(stack).map(({ type, attributes }) => statement(type, attributes, stack));
}

function statement(type: string, args: Attributes, stack: RenderedStack): string {
  const list = (value: unknown) => ((value ?? []) as string[]).join(", ");
  const role = args.role === "public" ? "PUBLIC" : stack.text(args.role);
  switch (type) {
    case "postgresql_role": {
      const words = [
        args.login ? "LOGIN" : "NOLOGIN",
        args.create_role && "CREATEROLE",
        args.password_wo && "PASSWORD '…'",
      ];
      const create = `CREATE ROLE ${args.name} ${words.filter(Boolean).join(" ")}${args.roles ? ` IN ROLE ${list(args.roles)}` : ""};`;
      return args.assume_role
        ? `${create}\nALTER ROLE ${args.name} SET role = '${args.assume_role}';`
        : create;
    }
    case "postgresql_database":
      return `CREATE DATABASE ${args.name};`;
    case "postgresql_schema":
      return `CREATE SCHEMA ${args.name} AUTHORIZATION ${args.owner};`;
    case "postgresql_grant_role":
      return `GRANT ${args.grant_role} TO ${role}${args.with_admin_option ? " WITH ADMIN OPTION" : ""};`;
    case "postgresql_default_privileges": {
      const within = args.schema ? ` IN SCHEMA ${args.schema}` : "";
      const kind = `${String(args.object_type).toUpperCase()}S`;
      const change = list(args.privileges)
        ? `GRANT ${list(args.privileges)} ON ${kind} TO`
        : `REVOKE ALL ON ${kind} FROM`;
      return `ALTER DEFAULT PRIVILEGES FOR ROLE ${args.owner}${within} ${change} ${role};`;
    }
    case "postgresql_grant":
      return list(args.privileges)
        ? `GRANT ${list(args.privileges)}${args.columns ? ` (${list(args.columns)})` : ""} ON ${target(args)} TO ${role};`
        : `REVOKE ALL ON ${target(args)} FROM ${role};`;
    default:
      throw new Error(`no statement for ${type}`);
  }
}

function target({ object_type: type, database, schema, objects }: Attributes): string {
  if (type === "database") return `DATABASE ${database}`;
  if (type === "schema") return `SCHEMA ${schema}`;
  const kind = type === "column" ? "TABLE" : String(type).toUpperCase();
  const names = ((objects ?? []) as string[]).map((name) => `${schema}.${name}`);
  return names.length ? `${kind} ${names.join(", ")}` : `ALL ${kind}S IN SCHEMA ${schema}`;
}

function inOrder(stack: RenderedStack) {
  const rest = stack.resources.filter(({ type }) => type.startsWith("postgresql_"));
  const done: typeof rest = [];
  while (rest.length) {
    const next = rest.findIndex(({ attributes }) =>
      ((attributes.depends_on ?? []) as string[]).every(
        (address) => !rest.some((each) => each.address === address),
      ),
    );
    done.push(...rest.splice(Math.max(next, 0), 1));
  }
  return done;
}
