import { addAfter, edit, type Mutation, narrow, remove, set, widen } from "./mutation";

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

/** Wrong edits of a stack with a second owner. */
export const OTHER_OWNER_MUTATIONS: readonly Mutation[] = [
  [
    "the readers don't reach what the second owner makes later",
    remove("postgresql_default_privileges.appdb_read_only_billing-future-tables"),
    'readonly: may-select: refused, but described: SELECT * FROM "billing".contract_after',
  ],
  [
    "the readers don't reach what the second owner makes later in a schema of the first",
    remove("postgresql_default_privileges.appdb_read_only_billing_owner-sales-future-tables"),
    'readonly: may-select: refused, but described: SELECT * FROM "sales".contract_after_1',
  ],
  [
    "PUBLIC may execute what the second owner makes",
    set("postgresql_default_privileges.appdb_billing_owner_public-routines", { privileges: ["EXECUTE"] }),
    /appdb: holds-only-what-is-described: .*unexpected: EXECUTE on function billing.contract_before_function\(\) to PUBLIC/,
  ],
  [
    "the second owner may make no schemas",
    narrow("postgresql_grant.appdb_billing_owner_database", "CREATE"),
    "billing-migrator: may-create-schema: refused, but described: CREATE SCHEMA contract_made",
  ],
  [
    "what the second owner's migrators leave goes to the first",
    edit("vault_database_secret_backend_role.database_appdb_billing-migrator", (attributes) => ({
      ...attributes,
      revocation_statements: (attributes.revocation_statements as string[]).map((statement) =>
        statement.replace("leased, 'billing_owner'", "leased, 'app_owner'"),
      ),
    })),
    [
      "billing-migrator: revocation-keeps-objects: a table that the role owned belongs to app_owner now",
      /billing-migrator: statements-as-described: revocation_statements: /,
    ],
  ],
  [
    "the second owner's migrators act as the first",
    edit("vault_database_secret_backend_role.database_appdb_billing-migrator", (attributes) => ({
      ...attributes,
      creation_statements: (attributes.creation_statements as string[]).map((statement) =>
        statement.replaceAll("billing_owner", "app_owner"),
      ),
    })),
    "billing-migrator: login: acts as app_owner instead of billing_owner",
  ],
  [
    "the second owner is a member of the first",
    set("postgresql_role.appdb_billing_owner_", { roles: ["app_owner"] }),
    /server postgresql: holds-only-what-is-described: .*unexpected: member billing_owner of app_owner/,
  ],
  [
    "the account for emergencies can't act as the second owner",
    set("postgresql_role.break-glass", { roles: ["app_owner"] }),
    "server postgresql: holds-only-what-is-described: missing: member appdb_break_glass of billing_owner",
  ],
];

const ROLE = "vault_database_secret_backend_role.database_appdb_";

/** Wrong edits of a stack with a schema for extensions. */
export const EXTENSION_SCHEMA_MUTATIONS: readonly Mutation[] = [
  [
    "the readers may not use the extensions",
    remove("postgresql_grant.appdb_read_only_ext-usage"),
    `readonly: may-find-extension: refused, but described: SELECT 1 / ('A'::"ext".citext = 'a')::int`,
  ],
  [
    "the readers don't find the extensions, and compare as others do",
    edit(`${ROLE}readonly`, (attributes) => ({
      ...attributes,
      creation_statements: (attributes.creation_statements as string[]).map((statement) =>
        statement.replace(', "ext"', ""),
      ),
    })),
    [
      /readonly: may-find-extension: .*division by zero/,
      /readonly: statements-as-described: creation_statements: /,
    ],
  ],
  [
    "the login of a static role doesn't find the extensions",
    set("postgresql_role.appdb_reports", { search_path: ["$user", "public"] }),
    /reports: may-find-extension: .*division by zero/,
  ],
  [
    "the second owner may not use the extensions",
    remove("postgresql_grant.appdb_billing_owner_extensions-ext"),
    `billing-migrator: may-find-extension: refused, but described: SELECT 1 / ('A'::"ext".citext = 'a')::int`,
  ],
  [
    "the readers may make objects among the extensions",
    widen("postgresql_grant.appdb_read_only_ext-usage", "CREATE"),
    "appdb: holds-only-what-is-described: unexpected: CREATE on schema ext to appdb_read_only",
  ],
];
