import { add, addAfter, type Mutation, narrow, remove, set, widen } from "./mutation";

/** Wrong edits of what is made in PostgreSQL. */
export const DATABASE_MUTATIONS: readonly Mutation[] = [
  [
    "Vault's account may make databases",
    set("postgresql_role.appdb_account", { create_database: true }),
    "server postgresql: holds-only-what-is-described: unexpected: role vault_appdb LOGIN CREATEDB PASSWORD; missing: role vault_appdb LOGIN PASSWORD",
  ],
  [
    "a group can log in",
    set("postgresql_role.appdb_read_only", { login: true }),
    "server postgresql: holds-only-what-is-described: unexpected: role appdb_read_only LOGIN; missing: role appdb_read_only",
  ],
  [
    "a group may make roles",
    set("postgresql_role.appdb_read_only", { create_role: true }),
    "server postgresql: holds-only-what-is-described: unexpected: role appdb_read_only CREATEROLE; missing: role appdb_read_only",
  ],
  [
    "a login that nobody described acts as the owner",
    addAfter("postgresql_role.appdb_owner", "postgresql_role.backdoor", {
      name: "backdoor",
      login: true,
      roles: ["app_owner"],
    }),
    "server postgresql: holds-only-what-is-described: unexpected: member backdoor of app_owner; unexpected: role backdoor LOGIN",
  ],
  [
    "PUBLIC may execute what the owner makes",
    set("postgresql_default_privileges.appdb_public-routines", { privileges: ["EXECUTE"] }),
    "appdb: holds-only-what-is-described: unexpected: EXECUTE on aggregate public.contract_before_aggregate(integer) to PUBLIC; unexpected: EXECUTE on function public.contract_before_definer() to PUBLIC; unexpected: EXECUTE on function public.contract_before_function() to PUBLIC; unexpected: EXECUTE on procedure public.contract_before_procedure() to PUBLIC; missing: default privileges for role app_owner on functions",
  ],
  [
    "the readers may pass on what they were granted",
    set("postgresql_grant.appdb_read_only_public-tables", { with_grant_option: true }),
    /appdb: holds-only-what-is-described: .*unexpected: SELECT on table public\.contract_before to appdb_read_only with grant option; .*missing: SELECT on table public\.contract_before to appdb_read_only;/,
  ],
  [
    "the readers may put triggers on tables",
    widen("postgresql_grant.appdb_read_only_public-tables", "TRIGGER"),
    /appdb: holds-only-what-is-described: .*unexpected: TRIGGER on table public\.contract_before to appdb_read_only;/,
  ],
  [
    "Vault's account may read every table",
    addAfter("postgresql_grant.appdb_read_only_public-tables", "postgresql_grant.account", {
      database: "appdb",
      role: "vault_appdb",
      schema: "public",
      object_type: "table",
      privileges: ["SELECT"],
    }),
    /appdb: holds-only-what-is-described: .*unexpected: SELECT on table public\.contract_before to vault_appdb;/,
  ],
  [
    "the readers may read tables in every schema of later",
    addAfter("postgresql_grant.appdb_read_only_public-tables", "postgresql_default_privileges.everywhere", {
      database: "appdb",
      owner: "app_owner",
      role: "appdb_read_only",
      object_type: "table",
      privileges: ["SELECT"],
    }),
    "appdb: holds-only-what-is-described: unexpected: SELECT on default privileges for role app_owner on tables to appdb_read_only; unexpected: default privileges for role app_owner on tables",
  ],
  [
    "a database that nobody described is there",
    add("postgresql_database.more", { name: "more" }),
    "server postgresql: holds-only-what-is-described: unexpected: CONNECT on database more to PUBLIC; unexpected: TEMPORARY on database more to PUBLIC; unexpected: database more of rehearsal_admin",
  ],
  [
    "the owner may make nothing",
    remove("postgresql_grant.appdb_owner-public"),
    "appdb: owner-makes-objects: permission denied for schema public",
  ],
  [
    "PUBLIC keeps CONNECT",
    remove("postgresql_grant.appdb_public_"),
    "server postgresql: holds-only-what-is-described: unexpected: CONNECT on database appdb to PUBLIC; unexpected: TEMPORARY on database appdb to PUBLIC",
  ],
  [
    "the reader's grant is widened",
    widen("postgresql_default_privileges.appdb_read_only_public-future-tables", "TRUNCATE"),
    'app-readonly: may-not-truncate: allowed, but not described: TRUNCATE "public".contract_after',
  ],
  [
    "the writer's grant is narrowed",
    narrow("postgresql_default_privileges.appdb_read_write_public-future-tables", "DELETE"),
    'app-readwrite: may-delete: refused, but described: DELETE FROM "public".contract_after',
  ],
  [
    "default privileges on tables are gone",
    remove("postgresql_default_privileges.appdb_read_only_public-future-tables"),
    'app-readonly: may-select: refused, but described: SELECT * FROM "public".contract_after',
  ],
  [
    "the reader's grant on what is there is widened",
    widen("postgresql_grant.appdb_read_only_public-tables", "INSERT"),
    'app-readonly: may-not-insert: allowed, but not described: INSERT INTO "public".contract_before DEFAULT VALUES',
  ],
  [
    "the reader's grant on what is there is gone",
    remove("postgresql_grant.appdb_read_only_public-tables"),
    'app-readonly: may-select: refused, but described: SELECT * FROM "public".contract_before',
  ],
  [
    "the writer's grant on functions that are there is gone",
    remove("postgresql_grant.appdb_read_write_public-routines"),
    /app-readwrite: may-execute: refused, but described: SELECT "public"\.contract_before_function\(\)/,
  ],
  [
    "the reader's grant on functions that are there is gone",
    remove("postgresql_grant.appdb_read_only_public-routines"),
    'app-readonly: may-execute: refused, but described: SELECT "public".contract_before_function()',
  ],
  [
    "the reader's default privileges on functions are gone",
    remove("postgresql_default_privileges.appdb_read_only_public-future-routines"),
    'app-readonly: may-execute: refused, but described: SELECT "public".contract_after_function()',
  ],
  [
    "the readers are granted functions, and no procedures",
    set("postgresql_grant.appdb_read_only_public-routines", { object_type: "function" }),
    'app-readonly: may-execute: refused, but described: CALL "public".contract_before_procedure()',
  ],
  [
    "the readers may make schemas",
    widen("postgresql_grant.appdb_read_only_connect", "CREATE"),
    "app-readonly: may-not-create-schema: allowed, but not described: CREATE SCHEMA contract_made",
  ],
  [
    "the readers may make temporary tables",
    widen("postgresql_grant.appdb_read_only_connect", "TEMPORARY"),
    "app-readonly: may-not-make-temporary-tables: allowed, but not described: CREATE TEMPORARY TABLE contract_made (id int)",
  ],
  [
    "default privileges on sequences are gone",
    remove("postgresql_default_privileges.appdb_read_write_public-future-sequences"),
    /app-readwrite: may-use-sequence: refused, but described/,
  ],
  [
    "default privileges on types are gone",
    remove("postgresql_default_privileges.appdb_read_only_public-future-types"),
    'app-readonly: may-use-type: refused, but described: CREATE TABLE contract_own.made (of "public".contract_after_type)',
  ],
  [
    "PUBLIC keeps EXECUTE",
    remove("postgresql_default_privileges.appdb_public-routines"),
    /appdb: holds-only-what-is-described: unexpected: EXECUTE on aggregate public\.contract_before_aggregate\(integer\) to PUBLIC/,
  ],
  [
    "the break-glass account is open",
    set("postgresql_role.break-glass", { login: true }),
    "server postgresql: holds-only-what-is-described: unexpected: role appdb_break_glass LOGIN; missing: role appdb_break_glass",
  ],
  [
    "the issuer can't make members of a group",
    set("postgresql_grant_role.appdb_read_only_issuer", { with_admin_option: false }),
    /app-readonly: lease-issued: .*permission denied to grant role|must have admin option/,
  ],
  [
    "Terraform takes back on the second apply what it granted on the first",
    set("postgresql_role.appdb_issuer", { lifecycle: undefined }),
    /dev: issues-after-a-second-apply: /,
  ],
];
