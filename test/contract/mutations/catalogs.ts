/** What somebody makes or grants in a database, and how the inventory tells it. */
export type CatalogMutation = readonly [
  catalog: string,
  statements: string | readonly string[],
  told: readonly string[],
];

const TABLE = "CREATE TABLE t (id int, n int)";
const TABLE_TOLD = "table public.t of postgres";
const FUNCTION = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
const FUNCTION_TOLD = ["EXECUTE on function public.f() to PUBLIC", "function public.f() of postgres"];
const TYPE_TOLD = (name: string) => [
  `USAGE on type public.${name} to PUBLIC`,
  `type public.${name} of postgres`,
];

/** For each catalog whose rows PostgreSQL can name, something that nobody described. */
export const CATALOG_MUTATIONS: readonly CatalogMutation[] = [
  ["pg_class", TABLE, [TABLE_TOLD]],
  ["pg_class", "CREATE TABLE t (id int) PARTITION BY LIST (id)", [TABLE_TOLD]],
  ["pg_class", "CREATE VIEW v AS SELECT 1 AS one", ["view public.v of postgres"]],
  ["pg_class", "CREATE SEQUENCE s", ["sequence public.s of postgres"]],
  ["pg_class", "CREATE INDEX ON contract_before (id)", ["index public.contract_before_id_idx of app_owner"]],
  [
    "pg_class",
    "GRANT TRIGGER ON contract_before TO PUBLIC",
    ["TRIGGER on table public.contract_before to PUBLIC"],
  ],
  [
    "pg_class",
    "GRANT SELECT ON pg_authid TO appdb_read_only",
    ["SELECT on table pg_catalog.pg_authid to appdb_read_only", "table pg_catalog.pg_authid of postgres"],
  ],
  [
    "pg_class",
    "ALTER TABLE contract_before OWNER TO vault_appdb",
    ["table public.contract_before of vault_appdb"],
  ],
  [
    "pg_attribute",
    "GRANT SELECT (note) ON contract_before TO vault_appdb WITH GRANT OPTION",
    ["SELECT on table column public.contract_before.note to vault_appdb with grant option"],
  ],
  [
    "pg_attrdef",
    "ALTER TABLE contract_before ALTER note SET DEFAULT 'x'",
    ["default value public.contract_before.note"],
  ],
  [
    "pg_constraint",
    "ALTER TABLE contract_before ADD CONSTRAINT c CHECK (id > 0)",
    ["table constraint public.contract_before.c"],
  ],
  ["pg_proc", FUNCTION, FUNCTION_TOLD],
  [
    "pg_proc",
    "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO appdb_read_only",
    [
      "EXECUTE on function pg_catalog.pg_read_file(pg_catalog.text) to appdb_read_only",
      "function pg_catalog.pg_read_file(pg_catalog.text) of postgres",
    ],
  ],
  [
    "pg_proc",
    "ALTER FUNCTION pg_catalog.pg_backend_pid() COST 2",
    [
      "EXECUTE on function pg_catalog.pg_backend_pid() to PUBLIC",
      "function pg_catalog.pg_backend_pid() of postgres",
    ],
  ],
  ["pg_type", "CREATE TYPE e AS ENUM ('one')", TYPE_TOLD("e")],
  ["pg_namespace", "CREATE SCHEMA n", ["schema n of postgres"]],
  [
    "pg_namespace",
    "GRANT CREATE ON SCHEMA public TO appdb_read_only",
    ["CREATE on schema public to appdb_read_only"],
  ],
  [
    "pg_default_acl",
    "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT SELECT ON TABLES TO appdb_read_only",
    [
      "SELECT on default privileges for role app_owner on tables to appdb_read_only",
      "default privileges for role app_owner on tables",
    ],
  ],
  [
    "pg_language",
    "ALTER LANGUAGE sql OWNER TO app_owner",
    ["USAGE on language sql to PUBLIC", "language sql of app_owner"],
  ],
  ["pg_largeobject_metadata", "SELECT lo_create(4711)", ["large object 4711 of postgres"]],
  [
    "pg_largeobject_metadata",
    ["SELECT lo_create(4711)", "GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC"],
    ["SELECT on large object 4711 to PUBLIC", "large object 4711 of postgres"],
  ],
  ["pg_extension", "CREATE EXTENSION tcn", ["extension tcn of postgres"]],
  ["pg_foreign_data_wrapper", "CREATE FOREIGN DATA WRAPPER w", ["foreign-data wrapper w of postgres"]],
  [
    "pg_foreign_server",
    [
      "CREATE FOREIGN DATA WRAPPER w",
      "CREATE SERVER v FOREIGN DATA WRAPPER w",
      "GRANT USAGE ON FOREIGN SERVER v TO PUBLIC",
    ],
    ["USAGE on server v to PUBLIC", "foreign-data wrapper w of postgres", "server v of postgres"],
  ],
  [
    "pg_user_mapping",
    [
      "CREATE FOREIGN DATA WRAPPER w",
      "CREATE SERVER v FOREIGN DATA WRAPPER w",
      "CREATE USER MAPPING FOR app_owner SERVER v",
    ],
    ["foreign-data wrapper w of postgres", "server v of postgres", "user mapping app_owner(v)"],
  ],
  ["pg_policy", "CREATE POLICY p ON contract_before USING (true)", ["policy public.contract_before.p"]],
  [
    "pg_rewrite",
    "CREATE RULE r AS ON INSERT TO contract_before DO NOTHING",
    ["rule public.contract_before.r"],
  ],
  [
    "pg_trigger",
    [FUNCTION, "CREATE TRIGGER g BEFORE INSERT ON contract_before EXECUTE FUNCTION f()"],
    [...FUNCTION_TOLD, "trigger public.contract_before.g"],
  ],
  [
    "pg_event_trigger",
    [
      "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
      "CREATE EVENT TRIGGER g ON ddl_command_end WHEN TAG IN ('DROP OWNED') EXECUTE FUNCTION f()",
    ],
    [
      "EXECUTE on function public.f() to PUBLIC",
      "event trigger g of postgres",
      "function public.f() of postgres",
    ],
  ],
  ["pg_publication", "CREATE PUBLICATION p", ["publication p of postgres"]],
  [
    "pg_publication_rel",
    "CREATE PUBLICATION p FOR TABLE contract_before",
    ["publication p of postgres", "publication relation public.contract_before(p)"],
  ],
  [
    "pg_publication_namespace",
    "CREATE PUBLICATION p FOR TABLES IN SCHEMA public",
    ["publication namespace public(p)", "publication p of postgres"],
  ],
  [
    "pg_operator",
    "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int4, RIGHTARG = int4)",
    ["operator public.===(integer, integer) of postgres"],
  ],
  ["pg_opfamily", "CREATE OPERATOR FAMILY o USING btree", ["operator family btree.public.o of postgres"]],
  [
    "pg_opclass",
    [
      "CREATE OPERATOR FAMILY o USING btree",
      "CREATE OPERATOR CLASS o FOR TYPE int4 USING btree FAMILY o AS STORAGE int4",
    ],
    ["operator class btree.public.o of postgres", "operator family btree.public.o of postgres"],
  ],
  [
    "pg_amop",
    [
      "CREATE OPERATOR FAMILY o USING btree",
      "ALTER OPERATOR FAMILY o USING btree ADD OPERATOR 1 < (int4, int4)",
    ],
    [
      "operator family btree.public.o of postgres",
      "operator of access method btree.public.o.1(integer, integer)",
    ],
  ],
  [
    "pg_amproc",
    [
      "CREATE OPERATOR FAMILY o USING btree",
      "ALTER OPERATOR FAMILY o USING btree ADD FUNCTION 1 (int4, int4) btint4cmp(int4, int4)",
    ],
    [
      "function of access method btree.public.o.1(integer, integer)",
      "operator family btree.public.o of postgres",
    ],
  ],
  ["pg_am", "CREATE ACCESS METHOD a TYPE TABLE HANDLER heap_tableam_handler", ["access method a"]],
  ["pg_cast", "CREATE CAST (int4 AS pg_lsn) WITH INOUT", ["cast integer(pg_catalog.pg_lsn)"]],
  ["pg_collation", 'CREATE COLLATION c FROM "C"', ["collation public.c of postgres"]],
  [
    "pg_conversion",
    "CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    ["conversion public.c of postgres"],
  ],
  [
    "pg_statistic_ext",
    "CREATE STATISTICS s ON id, note FROM contract_before",
    ["statistics object public.s of postgres"],
  ],
  [
    "pg_ts_config",
    "CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)",
    ["text search configuration public.c of postgres"],
  ],
  [
    "pg_ts_dict",
    "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple)",
    ["text search dictionary public.d of postgres"],
  ],
  [
    "pg_ts_parser",
    "CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)",
    ["text search parser public.p"],
  ],
  [
    "pg_ts_template",
    "CREATE TEXT SEARCH TEMPLATE m (LEXIZE = dsimple_lexize)",
    ["text search template public.m"],
  ],
  [
    "pg_transform",
    "CREATE TRANSFORM FOR int4 LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))",
    ["transform integer(sql)"],
  ],
  ["pg_authid", "CREATE ROLE r", ["role r"]],
  [
    "pg_authid",
    "ALTER ROLE appdb_read_only REPLICATION BYPASSRLS NOINHERIT CONNECTION LIMIT 3 VALID UNTIL 'infinity'",
    ["role appdb_read_only REPLICATION BYPASSRLS NOINHERIT CONNECTION LIMIT 3"],
  ],
  [
    "pg_authid",
    "UPDATE pg_authid SET rolcanlogin = true WHERE rolname = 'pg_monitor'",
    ["role pg_monitor LOGIN"],
  ],
  [
    "pg_authid",
    "ALTER ROLE app_owner PASSWORD 'md5d41d8cd98f00b204e9800998ecf8427e'",
    ["role app_owner PASSWORD that is not kept as SCRAM"],
  ],
  ["pg_auth_members", "GRANT app_owner TO pg_monitor", ["member pg_monitor of app_owner"]],
  [
    "pg_auth_members",
    "GRANT app_owner TO appdb_read_only WITH ADMIN OPTION",
    ["member appdb_read_only of app_owner ADMIN"],
  ],
  [
    "pg_db_role_setting",
    "ALTER ROLE vault_appdb IN DATABASE appdb SET search_path = n",
    ["setting of vault_appdb in database appdb: search_path=n"],
  ],
  [
    "pg_db_role_setting",
    "ALTER DATABASE appdb SET row_security = off",
    ["setting of everybody in database appdb: row_security=off"],
  ],
  ["pg_database", "ALTER DATABASE appdb OWNER TO app_owner", ["database appdb of app_owner"]],
  ["pg_database", "GRANT TEMPORARY ON DATABASE appdb TO PUBLIC", ["TEMPORARY on database appdb to PUBLIC"]],
  [
    "pg_tablespace",
    "GRANT CREATE ON TABLESPACE pg_default TO appdb_read_only",
    ["CREATE on tablespace pg_default to appdb_read_only", "tablespace pg_default of postgres"],
  ],
  [
    "pg_parameter_acl",
    "GRANT SET ON PARAMETER lc_messages TO appdb_read_only",
    ["SET on parameter ACL lc_messages to appdb_read_only", "parameter ACL lc_messages"],
  ],
  [
    "pg_subscription",
    "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false, slot_name = NONE)",
    ["subscription s of postgres"],
  ],
];
