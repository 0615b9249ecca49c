import { type Mutation, remove, set } from "./mutation";

/** Wrong edits of a stack whose sets insert into tables that they name. */
export const SEQUENCE_MUTATIONS: readonly Mutation[] = [
  [
    "who inserts into a table may not use the sequence of its serial column",
    remove("postgresql_grant.appdb_queue_public-sequence-jobs_id_seq"),
    'queue: may-insert (public.jobs): refused, but described: INSERT INTO "public"."jobs" DEFAULT VALUES',
  ],
  [
    "the sequence of another table is granted",
    set("postgresql_grant.appdb_support_public-sequence-tickets_number_seq", { objects: ["jobs_id_seq"] }),
    [
      'support: may-insert (public.tickets): refused, but described: INSERT INTO "public"."tickets" DEFAULT VALUES',
      "appdb: holds-only-what-is-described: unexpected: USAGE on sequence public.jobs_id_seq to appdb_support; missing: USAGE on sequence public.tickets_number_seq to appdb_support",
    ],
  ],
  [
    "sequences can be read and not used",
    set("postgresql_grant.appdb_intake_public-sequences", { privileges: ["SELECT"] }),
    'intake: may-insert-columns (public.forms): refused, but described: INSERT INTO "public"."forms" ("title") VALUES (NULL)',
  ],
  [
    "every sequence is granted in place of one",
    set("postgresql_grant.appdb_queue_public-sequence-shared_numbers", { objects: [] }),
    /appdb: holds-only-what-is-described: .*unexpected: USAGE on sequence public\.contract_before_sequence to appdb_queue/,
  ],
];
