import { addAfter, CONNECTION, edit, type Mutation, remove, set } from "./mutation";

const ROLE = "vault_database_secret_backend_static_role.database_appdb_";
const LOGIN = "postgresql_role.appdb_pgbouncer";

/** Wrong edits of a stack with static roles. */
export const STATIC_ROLE_MUTATIONS: readonly Mutation[] = [
  [
    "a static role changes the password of another login",
    edit(`${ROLE}pgbouncer`, (attributes) => ({ ...attributes, username: "reporting" })),
    "pgbouncer: static-credential-read: its user is reporting instead of pgbouncer",
  ],
  [
    "its password changes a week later",
    set(`${ROLE}pgbouncer`, { rotation_period: 7 * 86_400 }),
    [
      "pgbouncer: settings-as-described: rotation_period is 604800 instead of 86400",
      "pgbouncer: static-role-configuration-as-described: rotation_period is 604800 instead of 86400",
    ],
  ],
  [
    "it is by another schedule than is described",
    set(`${ROLE}reports`, { rotation_schedule: "0 3 1 1 *" }),
    "reports: settings-as-described: rotation_schedule is 0 3 1 1 * instead of 0 3 * * 6",
  ],
  [
    "a rotation does nothing",
    set(`${ROLE}pgbouncer`, { rotation_statements: ["SELECT 1"] }),
    /pgbouncer: (login|access-as-described): password authentication failed for user "pgbouncer"/,
  ],
  [
    "a rotation also gives the login a role that makes roles",
    set(`${ROLE}pgbouncer`, {
      rotation_statements: [
        `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`,
        `ALTER ROLE "{{username}}" CREATEROLE`,
      ],
    }),
    [
      `pgbouncer: statements-as-described: rotation_statements: unexpected: ALTER ROLE "{{username}}" CREATEROLE`,
      /server postgresql: holds-only-what-is-described: unexpected: role pgbouncer LOGIN CREATEROLE PASSWORD/,
    ],
  ],
  [
    "a rotation writes down when it was",
    set(`${ROLE}pgbouncer`, {
      rotation_statements: [
        `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`,
        `COMMENT ON ROLE "{{username}}" IS 'rotated'`,
      ],
    }),
    /pgbouncer: rotation-changes-nothing-else: unexpected: /,
  ],
  [
    "a rotation ends open sessions",
    set(`${ROLE}pgbouncer`, {
      rotation_statements: [
        `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{{username}}'",
      ],
    }),
    "pgbouncer: rotation-changes-the-password: an open session ended with the rotation",
  ],
  [
    "its login writes, and should read alone",
    set("postgresql_role.appdb_reporting", { roles: ["appdb_read_write"] }),
    'reports: may-not-insert: allowed, but not described: INSERT INTO "public".contract_before DEFAULT VALUES',
  ],
  [
    "its login is a member of nothing",
    set(LOGIN, { roles: [] }),
    /pgbouncer: (login|access-as-described): permission denied for database "appdb"/,
  ],
  [
    "Terraform sets the password of its login",
    set(LOGIN, { password_wo: "${ephemeral.random_password.database_appdb_password_1BD4607C.result}" }),
    "pgbouncer: settings-as-described: password_wo of pgbouncer is given instead of missing",
  ],
  [
    "the owner's login acts as itself",
    set("postgresql_role.appdb_legacy_migrations", { assume_role: undefined }),
    "legacy-migrations: login: acts as legacy_migrations instead of appdb_owner",
  ],
  [
    "Vault's issuer may not change the password of its login",
    remove("postgresql_grant_role.appdb_pgbouncer_issuer"),
    /applies: vault_database_secret_backend_static_role\S+: POST database\/static-roles\/pgbouncer: .*permission denied to alter role/s,
  ],
  [
    "its passwords follow no policy",
    set(`${ROLE}pgbouncer`, { credential_config: undefined }),
    [
      "pgbouncer: static-role-configuration-as-described: credential_config is empty instead of password_policy passwords",
      "pgbouncer: password-follows-policy: its password has 20 characters instead of 48",
    ],
  ],
  [
    "somebody adds a static role that nobody describes",
    (stack) =>
      addAfter(`${ROLE}pgbouncer`, `${ROLE}more`, {
        backend: "database",
        name: "pgbouncer-too",
        db_name: "appdb",
        username: "pgbouncer",
        rotation_period: 86_400,
        rotation_statements: [`ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`],
      })(edit(CONNECTION, (attributes) => ({ ...attributes, allowed_roles: ["*"] }))(stack)),
    /vault-holds-only-what-is-described: unexpected: logical\/database\/static-role\/pgbouncer-too/,
  ],
  [
    "whoever reads one static role reads every one",
    edit("vault_policy.approle_pooler", (attributes) => ({
      ...attributes,
      policy: String(attributes.policy).replace("static-creds/pgbouncer", "static-creds/*"),
    })),
    "pooler (approle): may-not-read-other-roles: it reads credentials of database/static-creds/legacy-migrations, which it was not granted",
  ],
  [
    "whoever reads a static role may rotate it",
    edit("vault_policy.approle_pooler", (attributes) => {
      const { path } = JSON.parse(String(attributes.policy)) as { path: object };
      const more = { "database/rotate-role/pgbouncer": { capabilities: ["update"] } };
      return { ...attributes, policy: JSON.stringify({ path: { ...path, ...more } }) };
    }),
    /pooler \(approle\): policy-as-described: approle-pooler: .*update on database\/rotate-role\/pgbouncer/,
  ],
  [
    "whoever should read a static role reads another",
    edit("vault_policy.approle_pooler", (attributes) => ({
      ...attributes,
      policy: String(attributes.policy).replace("static-creds/pgbouncer", "static-creds/reports"),
    })),
    /pooler \(approle\): may-use-static-credential \(database\/static-creds\/pgbouncer\): .*permission denied/s,
  ],
];

const PAIR = "vault_database_secret_backend_static_role.database_appdb_web_web-";

/** Wrong edits of a stack with pairs of them. */
export const PAIR_MUTATIONS: readonly Mutation[] = [
  [
    "both of a pair are one login",
    set(`${PAIR}green`, { username: "web_blue" }),
    "web: pair-changes-in-turn: both are the login web_blue",
  ],
  [
    "the rotation of one changes the password of the other",
    set(`${PAIR}green`, {
      rotation_statements: [
        `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`,
        `ALTER ROLE "web_blue" WITH PASSWORD '{{password}}'`,
      ],
    }),
    /web: pair-changes-in-turn: /,
  ],
  [
    "one of a pair changes by a period, and should by a schedule",
    set("vault_database_secret_backend_static_role.database_appdb_batch-jobs_batch-jobs-green", {
      rotation_schedule: undefined,
      rotation_window: undefined,
      rotation_period: 86_400,
    }),
    "batch-jobs-green: settings-as-described: rotation_schedule is missing instead of 0 12 * * *; rotation_window is missing instead of 3600; rotation_period is 86400 instead of missing",
  ],
];
