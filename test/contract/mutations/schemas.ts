import { addAfter, type Mutation, narrow, remove, set, widen } from "./mutation";

const DEFAULTS = "postgresql_default_privileges.appdb_read_only_later-future";

/** Wrong edits of a stack whose sets reach schemas that are made later. */
export const FUTURE_SCHEMA_MUTATIONS: readonly Mutation[] = [
  [
    "the readers may not enter a schema of later",
    remove(`${DEFAULTS}-schemas`),
    [
      'readonly: may-select: refused, but described: SELECT * FROM "contract_later".contract_after',
      /appdb: holds-only-what-is-described: .*missing: USAGE on default privileges for role app_owner on schemas to appdb_read_only/,
    ],
  ],
  [
    "the readers may read only the tables of a schema that is there",
    set(`${DEFAULTS}-tables`, { schema: "sales" }),
    'readonly: may-select: refused, but described: SELECT * FROM "contract_later".contract_after',
  ],
  [
    "the readers may make tables in each schema of later",
    widen(`${DEFAULTS}-schemas`, "CREATE"),
    "appdb: holds-only-what-is-described: unexpected: CREATE on default privileges for role app_owner on schemas to appdb_read_only",
  ],
  [
    "the readers may write in each schema of later",
    widen(`${DEFAULTS}-tables`, "INSERT"),
    'readonly: may-not-insert: allowed, but not described: INSERT INTO "public".contract_after DEFAULT VALUES',
  ],
  [
    "the writers may not delete in a schema of later",
    narrow("postgresql_default_privileges.appdb_read_write_later-future-tables", "DELETE"),
    'readwrite: may-delete: refused, but described: DELETE FROM "contract_later".contract_after',
  ],
  [
    "who is for one schema may enter those of later",
    addAfter("postgresql_role.appdb_support", "postgresql_default_privileges.more", {
      database: "appdb",
      owner: "app_owner",
      role: "appdb_support",
      object_type: "schema",
      privileges: ["USAGE"],
    }),
    "appdb: holds-only-what-is-described: unexpected: USAGE on default privileges for role app_owner on schemas to appdb_support",
  ],
  [
    "another role's schemas of later are opened",
    set(`${DEFAULTS}-schemas`, { owner: "vault_appdb_issuer" }),
    /readonly: may-select: refused, but described: SELECT \* FROM "contract_later".contract_after/,
  ],
];
