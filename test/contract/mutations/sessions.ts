import { edit, type Mutation, set } from "./mutation";

const ROLE = "vault_database_secret_backend_role.database_appdb_";

const creation = (role: string, change: (all: string[]) => string[]) =>
  edit(ROLE + role, (attributes) => ({
    ...attributes,
    creation_statements: change(attributes.creation_statements as string[]),
  }));
const without = (role: string, pattern: RegExp) =>
  creation(role, (all) => all.filter((statement) => !pattern.test(statement)));
const replacing = (role: string, from: RegExp, to: string) =>
  creation(role, (all) => all.map((statement) => statement.replace(from, to)));

/** Wrong edits of a stack whose sessions act as their group, or are set to something. */
export const SESSION_MUTATIONS: readonly Mutation[] = [
  [
    "sessions of a set that writes act as themselves",
    without("app", /SET role/),
    [
      /^app: login: acts as v-app-\S+ instead of appdb_read_write$/,
      "app: next-lease-reads: lost to the next lease: a large object, a row under a policy by current_user, a user mapping",
    ],
  ],
  [
    "sessions act as their group in another database alone",
    replacing("app", /("\{\{name\}\}") SET role/, "$1 IN DATABASE postgres SET role"),
    [
      /^app: steps-change-nothing-else: issuing: .*setting of v-app-\S+ in database postgres: role=appdb_read_write/,
      /^app: next-lease-reads: lost to the next lease: a large object, /,
    ],
  ],
  [
    "who should act as itself may act as its group",
    without("audited", /WITH SET FALSE/),
    [
      /^audited: steps-change-nothing-else: issuing: .*member v-audited-\S+ of appdb_read_write no SET/,
      'audited: may-not-act-as-its-group: allowed, but not described: SET ROLE "appdb_read_write"',
    ],
  ],
  [
    "who should act as itself acts as its group",
    creation("audited", (all) => [
      ...all.filter((statement) => !statement.includes("SET FALSE")),
      `ALTER ROLE "{{name}}" SET role = 'appdb_read_write'`,
    ]),
    /^audited: login: acts as appdb_read_write instead of v-audited-\S+$/,
  ],
  [
    "people have more sessions than is described",
    replacing("people", /CONNECTION LIMIT 5/, "CONNECTION LIMIT 50"),
    [
      /^people: steps-change-nothing-else: issuing: .*CONNECTION LIMIT 50/,
      "people: connection-limit-holds: 6 sessions at once and more are let in instead of 5",
    ],
  ],
  [
    "people have fewer sessions than is described",
    replacing("people", /CONNECTION LIMIT 5/, "CONNECTION LIMIT 3"),
    "people: connection-limit-holds: 3 sessions at once are all instead of 5",
  ],
  [
    "a program's statements have no end",
    without("programs", /statement_timeout/),
    [
      /^programs: statements-as-described: creation_statements: /,
      "programs: sessions-as-set: statement_timeout is 0 instead of 30000",
    ],
  ],
  [
    "a later statement takes a limit back",
    creation("programs", (all) => [...all, `ALTER ROLE "{{name}}" SET lock_timeout = 60000`]),
    [
      /^programs: statements-as-described: creation_statements: unexpected: ALTER ROLE "\{\{name\}\}" SET lock_timeout = 60000$/,
      "programs: sessions-as-set: lock_timeout is 60000 instead of 2000",
    ],
  ],
  [
    "names are looked up in another order",
    replacing("people", /"sales", "public"/, '"public", "sales"'),
    "people: sessions-as-set: search_path is public, sales instead of sales, public",
  ],
  [
    "a pooler's statements have no end",
    set("postgresql_role.appdb_pooler", { statement_timeout: 0 }),
    "pooler: sessions-as-set: statement_timeout is 0 instead of 30000",
  ],
  [
    "a pooler has more sessions than is described",
    set("postgresql_role.appdb_pooler", { connection_limit: 200 }),
    /^server postgresql: holds-only-what-is-described: .*role pooler LOGIN PASSWORD CONNECTION LIMIT 200/,
  ],
  [
    "one of a pair acts as its group",
    set("postgresql_role.appdb_web_blue", { assume_role: "appdb_read_write" }),
    "web-blue: login: acts as appdb_read_write instead of web_blue",
  ],
];
