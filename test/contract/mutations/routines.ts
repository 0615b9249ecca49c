import { type Mutation, narrow, set, widen } from "./mutation";
import { type ServerMutation, sql } from "./servers";

/** Wrong edits of a stack whose sets execute some routines and not others. */
export const ROUTINE_MUTATIONS: readonly Mutation[] = [
  [
    "who reads tables alone is granted functions",
    set("postgresql_grant.appdb_tables_public-tables", { object_type: "routine", privileges: ["EXECUTE"] }),
    'tables: may-not-execute: allowed, but not described: SELECT "public".contract_before_function()',
  ],
  [
    "a routine that is named is another one",
    set("postgresql_grant.appdb_purger_public-routine-close_month", { objects: ["contract_before_definer"] }),
    'purger: may-execute (public.close_month): refused, but described: SELECT "public"."close_month"()',
  ],
  [
    "who is granted a routine by name is granted all",
    set("postgresql_grant.appdb_purger_public-routine-close_month", { objects: [] }),
    'purger: may-not-execute: allowed, but not described: SELECT "public".contract_before_function()',
  ],
];

/** What somebody could do to a database that a DBA owns. */
export const IMPORTED_ROUTINE_MUTATIONS: readonly ServerMutation[] = [
  [
    "the readers may call procedures that were there",
    sql("GRANT EXECUTE ON PROCEDURE contract_before_procedure() TO appdb_read_only"),
    'reader: may-not-execute: allowed, but not described: CALL "public".contract_before_procedure()',
  ],
  [
    "the readers may execute what runs as its owner",
    sql("GRANT EXECUTE ON FUNCTION contract_before_definer() TO appdb_read_only"),
    'reader: may-not-execute: allowed, but not described: SELECT "public".contract_before_definer()',
  ],
  [
    "the writers may call procedures no more",
    sql("REVOKE EXECUTE ON PROCEDURE contract_before_procedure() FROM appdb_read_write"),
    'writer: may-execute: refused, but described: CALL "public".contract_before_procedure()',
  ],
];

/** Wrong edits of a stack whose sets may do what is asked for by name. */
export const BY_NAME_MUTATIONS: readonly Mutation[] = [
  [
    "who reports makes no temporary tables",
    narrow("postgresql_grant.appdb_reports_connect", "TEMPORARY"),
    "reports: may-make-temporary-tables: refused, but described: CREATE TEMPORARY TABLE contract_made (id int)",
  ],
  [
    "who monitors is a member of nothing",
    set("postgresql_role.appdb_monitoring", { roles: [] }),
    "server postgresql: holds-only-what-is-described: missing: member appdb_monitoring of pg_monitor",
  ],
  [
    "who reports may truncate tables",
    widen("postgresql_grant.appdb_reports_public-tables", "TRUNCATE"),
    /reports: access-as-described: allowed, but not described: TRUNCATE on/,
  ],
];
