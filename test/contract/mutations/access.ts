import { type ServerMutation, sql } from "./servers";

/** Statements of the owner. */
const asOwner = (...statements: string[]) => sql("SET ROLE app_owner", ...statements, "RESET ROLE");

/** Objects that are other than a real application's should be, and rights that nobody described. */
export const ACCESS_MUTATIONS: readonly ServerMutation[] = [
  [
    "readers may call a routine that writes as the owner",
    asOwner(
      "CREATE PROCEDURE purge() LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'DELETE FROM contract_before'",
      "GRANT EXECUTE ON PROCEDURE purge TO appdb_read_only",
    ),
    "appdb: no-way-round: database/creds/app-readonly: SECURITY DEFINER procedure public.purge(): runs as app_owner, who may write: take EXECUTE from it, or name it under definers of its privilege set",
  ],
  [
    "PUBLIC may write a table",
    asOwner("CREATE TABLE inbox (id int)", "GRANT INSERT, UPDATE ON inbox TO PUBLIC"),
    "app-readonly: access-as-described: allowed, but not described: INSERT, UPDATE on table public.inbox: as PUBLIC may",
  ],
  [
    "somebody else owns tables in the owner's schema",
    sql(
      "CREATE ROLE billing_owner",
      "CREATE TABLE invoice (id int)",
      "CREATE TABLE payment (id int)",
      "ALTER TABLE invoice OWNER TO billing_owner",
      "ALTER TABLE payment OWNER TO billing_owner",
    ),
    [
      "appdb: access-as-described: refused, but described: OWNER on 2 tables of public (invoice, payment): belongs to billing_owner",
      "app-readonly: access-as-described: refused, but described: SELECT on 2 tables of public (invoice, payment)",
    ],
  ],
  [
    "a policy of a table calls a function that readers may not",
    asOwner(
      "CREATE FUNCTION tenant() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'",
      "CREATE TABLE document (id int, tenant int)",
      "ALTER TABLE document ENABLE ROW LEVEL SECURITY",
      "CREATE POLICY by_tenant ON document USING (tenant = tenant())",
      "REVOKE ALL ON FUNCTION tenant() FROM appdb_read_only",
    ),
    "app-readonly: access-as-described: refused, but described: SELECT on table public.document: permission denied for function tenant; refused, but described: EXECUTE on function public.tenant()",
  ],
  [
    "a trigger writes where writers may not",
    asOwner(
      "CREATE SCHEMA journal",
      "CREATE TABLE journal.entry (id int)",
      "CREATE TABLE customer (id int)",
      "CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO journal.entry VALUES (1); RETURN NEW; END'",
      "CREATE TRIGGER noted AFTER INSERT ON customer FOR EACH ROW EXECUTE FUNCTION note_change()",
    ),
    "app-readwrite: access-as-described: refused, but described: INSERT on table public.customer: permission denied for schema journal",
  ],
  [
    "writers may not use the sequence of a column",
    asOwner(
      "CREATE TABLE ticket (id serial)",
      "REVOKE USAGE ON SEQUENCE ticket_id_seq FROM appdb_read_write",
    ),
    "app-readwrite: access-as-described: refused, but described: INSERT on table public.ticket: permission denied for sequence ticket_id_seq; refused, but described: USAGE on sequence public.ticket_id_seq",
  ],
  [
    "readers may write one column",
    asOwner("CREATE TABLE profile (id int, name text)", "GRANT UPDATE (name) ON profile TO appdb_read_only"),
    "app-readonly: access-as-described: allowed, but not described: UPDATE (name) on table public.profile",
  ],
  [
    "readers may pass by row security",
    sql("CREATE ROLE passes_by BYPASSRLS", "GRANT passes_by TO appdb_read_only"),
    "appdb: no-way-round: database/creds/app-readonly: attribute: role passes_by: BYPASSRLS; database/creds/app-readonly: membership: role passes_by: has its privileges, or can act as it",
  ],
  [
    "a schema is closed to readers",
    sql("REVOKE USAGE ON SCHEMA public FROM PUBLIC, appdb_read_only"),
    /^app-readonly: access-as-described: refused, but described: USAGE on schema public; /,
  ],
];
