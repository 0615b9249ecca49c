import { type ServerMutation, sql } from "./servers";

/** What is wrong with objects that need other privileges than it seems, and with what belongs to somebody else. */
export const AWKWARD_OBJECT_MUTATIONS: readonly ServerMutation[] = [
  [
    "the readers can't read a materialized view",
    sql("REVOKE SELECT ON contract_before_summary FROM appdb_read_only"),
    'app-readonly: may-select: refused, but described: SELECT * FROM "public".contract_before_summary',
  ],
  [
    "the readers can't read a partitioned table",
    sql("REVOKE SELECT ON contract_before_partitioned FROM appdb_read_only"),
    'app-readonly: may-select: refused, but described: SELECT * FROM "public".contract_before_partitioned',
  ],
  [
    "the readers may insert where ids come from an identity",
    sql("GRANT INSERT ON contract_before_identity TO appdb_read_only"),
    'app-readonly: may-not-insert: allowed, but not described: INSERT INTO "public".contract_before_identity DEFAULT VALUES',
  ],
  [
    "the readers may empty a partition",
    sql("GRANT TRUNCATE ON contract_before_partition TO appdb_read_only"),
    "appdb: holds-only-what-is-described: unexpected: TRUNCATE on table public.contract_before_partition to appdb_read_only",
  ],
  [
    "the writers can't use the sequence of a serial column",
    sql("REVOKE USAGE ON SEQUENCE contract_before_serial_id_seq FROM appdb_read_write"),
    'app-readwrite: may-insert-into-serial: refused, but described: INSERT INTO "public".contract_before_serial DEFAULT VALUES',
  ],
  [
    "the readers may insert into serial columns",
    sql(
      "GRANT INSERT ON contract_before_serial TO appdb_read_only",
      "GRANT USAGE ON SEQUENCE contract_before_serial_id_seq TO appdb_read_only",
    ),
    'app-readonly: may-not-insert-into-serial: allowed, but not described: INSERT INTO "public".contract_before_serial DEFAULT VALUES',
  ],
  [
    "the writers can't read a table under row security whose policy calls a function",
    sql("ALTER POLICY own ON contract_before_secured USING (pg_catalog.pg_read_file('note') IS NULL)"),
    'app-readwrite: may-select-behind-functions: refused, but described: SELECT * FROM "public".contract_before_secured',
  ],
  [
    "the readers can't call what a view calls",
    sql("REVOKE EXECUTE ON FUNCTION contract_before_function() FROM appdb_read_only"),
    'app-readonly: may-select-behind-functions: refused, but described: SELECT * FROM "public".contract_before_view',
  ],
  [
    "the writers can't call a function that writes as the owner",
    sql("REVOKE EXECUTE ON FUNCTION contract_before_definer() FROM appdb_read_write"),
    'app-readwrite: may-execute: refused, but described: SELECT "public".contract_before_definer()',
  ],
  [
    "nobody may use an extension's schema any more",
    sql("REVOKE USAGE ON SCHEMA contract_extension FROM PUBLIC"),
    [
      "appdb: holds-only-what-is-described: missing: USAGE on schema contract_extension to PUBLIC",
      "app-readonly: may-use-extension: refused, but described: SELECT contract_extension.levenshtein('one', 'other')",
    ],
  ],
  [
    "the readers may read a large object",
    sql("GRANT SELECT ON LARGE OBJECT 7141 TO appdb_read_only"),
    "app-readonly: may-not-read-large-object: allowed, but not described: SELECT pg_catalog.lo_get(7141)",
  ],
  [
    "the owner's large object belongs to somebody else",
    sql("ALTER LARGE OBJECT 7141 OWNER TO contract_other_owner"),
    "app-migrator: may-read-large-object: refused, but described: SELECT pg_catalog.lo_get(7141)",
  ],
  [
    "the readers may read what another owner keeps",
    sql("GRANT SELECT ON contract_other.kept TO appdb_read_only"),
    "app-readonly: may-not-use-what-others-own: allowed, but not described: SELECT * FROM contract_other.kept",
  ],
  [
    "the owner may act as another owner",
    sql("GRANT contract_other_owner TO app_owner"),
    [
      "server postgresql: holds-only-what-is-described: unexpected: member app_owner of contract_other_owner",
      "app-migrator: may-not-use-what-others-own: allowed, but not described: SELECT * FROM contract_other.kept",
    ],
  ],
  [
    "nobody may use what another owner shares any more",
    sql("REVOKE SELECT ON contract_other.shared FROM PUBLIC"),
    "app-readonly: may-use-what-others-own: refused, but described: SELECT * FROM contract_other.shared",
  ],
  [
    "somebody who uses the server for something else comes in",
    sql("GRANT CONNECT ON DATABASE appdb TO contract_other_application"),
    "appdb: others-are-refused: contract_other_application, which nobody described, logs in",
  ],
];
