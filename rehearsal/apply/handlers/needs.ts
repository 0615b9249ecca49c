import { PREDEFINED_ROLES } from "../../../constructs/access/predefined-roles";
import type { Arguments, Need } from "../handler";

/** Roles that a resource names; `public` is none, and PostgreSQL's own are there. */
export function roles(provider: unknown, ...names: unknown[]): Need[] {
  return names
    .filter(
      (name) => name !== undefined && name !== "public" && !Object.hasOwn(PREDEFINED_ROLES, String(name)),
    )
    .map((name) => ({ type: "postgresql_role", where: { provider, name } }));
}

/** A database, and a schema in it; every database has a schema `public`. */
export function database(provider: unknown, name: unknown, schema?: unknown): Need[] {
  const isOwn = schema !== undefined && schema !== "public";
  return [
    { type: "postgresql_database", where: { provider, name } },
    ...(isOwn ? [{ type: "postgresql_schema", where: { provider, name: schema, database: name } }] : []),
  ];
}

/** An auth method's mount, and the policies of who logs in there. */
export function authMethod(path: unknown, policies: unknown = []): Need[] {
  return [
    { type: "vault_auth_backend", where: { path } },
    ...(policies as unknown[]).map((name) => ({ type: "vault_policy", where: { name } })),
  ];
}

/** A mount of a secrets engine. */
export function mount(path: unknown): Need {
  return { type: "vault_mount", where: { path } };
}

/** The policy by which passwords are made, where a role says so. */
export function passwordPolicy({ password_policy: name }: Arguments = {}): Need[] {
  return name === undefined ? [] : [{ type: "vault_password_policy", where: { name } }];
}
