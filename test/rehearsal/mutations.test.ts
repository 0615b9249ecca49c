import type { Resource, SynthesizedStack } from "../../rehearsal/synthesized-stack";
import { synthesizeEnvironment } from "../synthesize";
import { failuresOf, rehearseStack } from "./rehearse-stack";

/** A wrong edit of the synthesized stack, and how the rehearsal names it. */
type Mutation = readonly [
  what: string,
  mutate: (stack: SynthesizedStack) => SynthesizedStack,
  failure: string | RegExp,
];

type Attributes = Record<string, unknown>;

/** Edits the resources whose address starts so. There has to be one. */
const edit = (start: string, change: (attributes: Attributes) => Attributes) => (stack: SynthesizedStack) => {
  let edited = 0;
  const resources = stack.resources.map((resource): Resource => {
    if (!resource.address.startsWith(start)) return resource;
    edited++;
    return { ...resource, attributes: change({ ...resource.attributes }) };
  });
  if (!edited) throw new Error(`nothing in the stack starts with ${start}`);
  return { ...stack, resources };
};

/** Takes a resource out; what waited for it waits for what it waited for. */
const remove = (start: string) => (stack: SynthesizedStack) => {
  const [removed] = stack.resources.filter(({ address }) => address.startsWith(start));
  if (!removed) throw new Error(`nothing in the stack starts with ${start}`);
  const instead = (removed.attributes.depends_on ?? []) as string[];
  const resources = stack.resources
    .filter(({ address }) => address !== removed.address)
    .map((resource) => {
      const waits = (resource.attributes.depends_on ?? []) as string[];
      const depends_on = waits.flatMap((address) => (address === removed.address ? instead : [address]));
      return { ...resource, attributes: { ...resource.attributes, depends_on } };
    });
  return { ...stack, resources };
};

const ROLE = "vault_database_secret_backend_role.database_appdb_app-";
const CONNECTION = "vault_database_secret_backend_connection";

const statements = (role: string, list: string, change: (statements: string[]) => string[]) =>
  edit(ROLE + role, (attributes) => ({ ...attributes, [list]: change(attributes[list] as string[]) }));

const replaceIn = (role: string, list: string, from: string | RegExp, to: string) =>
  statements(role, list, (all) => all.map((statement) => statement.replaceAll(new RegExp(from, "g"), to)));

const policy = (change: (paths: Record<string, Attributes>) => void) =>
  edit("vault_policy.approle_myapp", (attributes) => {
    const text = JSON.parse(attributes.policy as string) as { path: Record<string, Attributes> };
    change(text.path);
    return { ...attributes, policy: JSON.stringify(text) };
  });

const widen = (start: string, ...more: string[]) =>
  edit(start, (attributes) => ({
    ...attributes,
    privileges: [...(attributes.privileges as string[]), ...more],
  }));

const narrow = (start: string, less: string) =>
  edit(start, (attributes) => ({
    ...attributes,
    privileges: (attributes.privileges as string[]).filter((each) => each !== less),
  }));

const set = (start: string, change: Attributes) =>
  edit(start, (attributes) => ({ ...attributes, ...change }));

const mutations: Mutation[] = [
  [
    "VALID UNTIL is dropped",
    replaceIn("readonly", "creation_statements", " VALID UNTIL '{{expiration}}'", ""),
    "app-readonly: expires-without-vault: VALID UNTIL is never; the lease ends in 3600 s",
  ],
  [
    "a leased role is a superuser's equal in making roles",
    replaceIn("readonly", "creation_statements", "LOGIN", "LOGIN CREATEROLE"),
    /app-readonly: (no-attributes: the leased role has rolcreaterole|lease-issued)/,
  ],
  [
    "the reader joins the writers",
    replaceIn("readonly", "creation_statements", "appdb_read_only", "appdb_read_write"),
    'app-readonly: may-not-insert: allowed, but not described: INSERT INTO "public".contract_before DEFAULT VALUES',
  ],
  [
    "the reader joins the owner",
    replaceIn("readonly", "creation_statements", "appdb_read_only", "app_owner"),
    'app-readonly: may-not-alter-table: allowed, but not described: ALTER TABLE "public".contract_before ADD COLUMN more text',
  ],
  [
    "the writer joins nobody",
    replaceIn("readwrite", "creation_statements", ' INHERIT IN ROLE "appdb_read_write"', ""),
    /app-readwrite: privileges: permission denied for database "appdb"/,
  ],
  [
    "a leased role is granted something itself",
    statements("readwrite", "creation_statements", (all) => [
      ...all,
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{{name}}"',
      'GRANT CONNECT ON DATABASE appdb TO "{{name}}"',
    ]),
    /app-readwrite: (member-of-group-only: granted privileges itself|lease-issued)/,
  ],
  [
    "the migrator acts as itself",
    statements("migrator", "creation_statements", (all) => all.slice(0, 1)),
    /app-migrator: login: acts as v-\S+ instead of app_owner/,
  ],
  [
    "renewing leaves VALID UNTIL",
    set(`${ROLE}readonly`, { renew_statements: ["SELECT 1"] }),
    /app-readonly: renew-moves-expiry: renewed for 8\d{4} s, but VALID UNTIL is in 3\d\d\d s/,
  ],
  [
    "revoking does nothing",
    set(`${ROLE}readonly`, { revocation_statements: ["SELECT 1"] }),
    "app-readonly: revocation-ends-it: an open session goes on after the revocation",
  ],
  [
    "revoking closes nothing first",
    statements("readonly", "revocation_statements", (all) => all.slice(2)),
    "app-readonly: revocation-closes-first: the role can't be dropped, and goes on logging in: the login is not closed first, in a transaction of its own",
  ],
  [
    "revoking is one transaction",
    statements("readonly", "revocation_statements", (all) =>
      all.filter((each) => each !== "COMMIT AND CHAIN"),
    ),
    "app-readonly: revocation-closes-first: the role can't be dropped, and goes on logging in: the login is not closed first, in a transaction of its own",
  ],
  [
    "revoking ends no session",
    replaceIn(
      "readonly",
      "revocation_statements",
      /PERFORM pg_catalog\.pg_terminate_backend[^;]*;/.source,
      "",
    ),
    "app-readonly: revocation-ends-it: an open session goes on after the revocation",
  ],
  [
    "revoking drops what the role owns",
    replaceIn("readonly", "revocation_statements", 'REASSIGN OWNED BY "{{name}}" TO "app_owner";', ""),
    "app-readonly: revocation-keeps-objects: a table that the role owned is gone with it",
  ],
  [
    "revoking gives objects to Vault",
    replaceIn("readonly", "revocation_statements", 'TO "app_owner"', "TO CURRENT_USER"),
    "app-readonly: revocation-keeps-objects: a table that the role owned belongs to vault_appdb_issuer now",
  ],
  [
    "revoking keeps the role",
    replaceIn("readonly", "revocation_statements", 'DROP ROLE "{{name}}";', ""),
    "app-readonly: revocation-ends-it: the role is in pg_roles after the revocation",
  ],
  [
    "revoking fails for a role that is gone",
    replaceIn(
      "readonly",
      "revocation_statements",
      /IF (NOT )?EXISTS[^;]*THEN\s*(RETURN;\s*END IF;)?/.source,
      "IF TRUE THEN ",
    ),
    /app-readonly: revocation-/,
  ],
  [
    "the default TTL is raised",
    set(`${ROLE}readonly`, { default_ttl: 7200 }),
    "app-readonly: lease-issued: the lease lives 7200 s instead of 3600 s",
  ],
  [
    "the maximum TTL is raised",
    set(`${ROLE}migrator`, { max_ttl: 86_400 }),
    "app-migrator: renew-moves-expiry: renewed for 7200 s; the most is 3600 s",
  ],
  [
    "the mount's maximum is raised",
    set("vault_mount", { max_lease_ttl_seconds: 864_000 }),
    "database: lease-ttls: leases live 3600 s and at most 864000 s instead of 3600 s and 86400 s",
  ],
  [
    "the root password is not rotated",
    remove("vault_generic_endpoint"),
    "database/appdb: bootstrap-password-refused: vault_appdb still logs in with its first password: the root password was not rotated",
  ],
  [
    "any role may use the connection",
    set(CONNECTION, { allowed_roles: ["*"] }),
    "database/appdb: only-described-roles: a role that is not described can use the connection: allowed_roles is too wide",
  ],
  [
    "a role is not allowed on the connection",
    set(CONNECTION, { allowed_roles: ["app-readonly", "app-migrator"] }),
    /app-readwrite: lease-issued: GET database\/creds\/app-readwrite: .*"app-readwrite" is not an allowed role/,
  ],
  [
    "Vault's account may make databases",
    set("postgresql_role.appdb_account", { create_database: true }),
    "database/appdb: account-is-no-superuser: Vault's account vault_appdb has rolcreatedb",
  ],
  [
    "a group can log in",
    set("postgresql_role.appdb_read_only", { login: true }),
    "appdb: only-accounts-log-in: appdb_read_only can log in",
  ],
  [
    "PUBLIC keeps CONNECT",
    remove("postgresql_grant.appdb_public_"),
    "appdb: outsider-refused: PUBLIC can connect: every login on the server gets in",
  ],
  [
    "the reader's grant is widened",
    widen("postgresql_default_privileges.appdb_read_only_public-future-tables", "TRUNCATE"),
    'app-readonly: may-not-truncate: allowed, but not described: TRUNCATE "public".contract_before',
  ],
  [
    "the writer's grant is narrowed",
    narrow("postgresql_default_privileges.appdb_read_write_public-future-tables", "DELETE"),
    'app-readwrite: may-delete: refused, but described: DELETE FROM "public".contract_before',
  ],
  [
    "default privileges on tables are gone",
    remove("postgresql_default_privileges.appdb_read_only_public-future-tables"),
    'app-readonly: may-select: refused, but described: SELECT * FROM "public".contract_before',
  ],
  [
    "default privileges on sequences are gone",
    remove("postgresql_default_privileges.appdb_read_write_public-future-sequences"),
    /app-readwrite: may-use-sequence: refused, but described/,
  ],
  [
    "PUBLIC keeps EXECUTE",
    remove("postgresql_default_privileges.appdb_public-functions"),
    /app-readonly: may-not-execute: allowed, but not described: SELECT "public"\.contract_before_function\(\)/,
  ],
  [
    "the policy reads every role",
    policy((paths) => (paths["database/creds/*"] = { capabilities: ["read"] })),
    "myapp (approle): may-not-read-other-roles: it reads credentials of database/creds/app-migrator, which it was not granted",
  ],
  [
    "the policy renews every lease",
    policy((paths) => (paths["sys/leases/renew"] = { capabilities: ["update"] })),
    "myapp (approle): may-not-touch-leases-of-others: it may renew a lease of app-migrator",
  ],
  [
    "the policy revokes every lease",
    policy((paths) => (paths["sys/leases/revoke"] = { capabilities: ["update"] })),
    "myapp (approle): may-not-touch-leases-of-others: it may revoke a lease of app-migrator",
  ],
  [
    "the policy reads the configuration",
    policy((paths) => (paths["database/config/appdb"] = { capabilities: ["read"] })),
    "myapp (approle): policy-refuses-the-rest: its policy lets through GET database/config/appdb",
  ],
  [
    "the policy can't renew",
    policy((paths) => delete paths["sys/leases/renew"]),
    /myapp \(approle\): may-use-app-readwrite: POST sys\/leases\/renew: 403/,
  ],
  [
    "the policy can't read",
    policy((paths) => delete paths["database/creds/app-readwrite"]),
    /myapp \(approle\): may-use-app-readwrite: GET database\/creds\/app-readwrite: 403/,
  ],
  [
    "the token has the default policy",
    set("vault_approle_auth_backend_role", { token_no_default_policy: false }),
    "myapp (approle): token: its token has the policies approle-myapp, default instead of approle-myapp",
  ],
  [
    "the token is not periodic",
    set("vault_approle_auth_backend_role", { token_period: 0, token_ttl: 60 }),
    "myapp (approle): token: its token has a period of 0 s instead of 3600 s",
  ],
  [
    "a secret ID has no end of uses",
    set("vault_approle_auth_backend_role", { secret_id_num_uses: 0 }),
    "myapp (approle): secret-id-refused-after-its-uses: Vault lets in a secret ID after 1 uses",
  ],
  [
    "a secret ID lives for a day",
    set("vault_approle_auth_backend_role", { secret_id_ttl: 86_400 }),
    "myapp (approle): secret-id-expires: a secret ID lives 86400 s instead of 600 s",
  ],
  [
    "Kubernetes is bound to every service account",
    set("vault_kubernetes_auth_backend_role", { bound_service_account_names: ["*"] }),
    "myapp (kubernetes): other-service-account-refused: Vault lets in other service account",
  ],
  [
    "Kubernetes is bound to every namespace",
    set("vault_kubernetes_auth_backend_role", { bound_service_account_namespaces: ["*"] }),
    "myapp (kubernetes): other-namespace-refused: Vault lets in other namespace",
  ],
  [
    "Kubernetes takes the audience of another service",
    set("vault_kubernetes_auth_backend_role", { audience: "contract-other" }),
    /myapp \(kubernetes\): other-audience-refused: Vault lets in|myapp \(kubernetes\): token/,
  ],
  [
    "the break-glass account is open",
    set("postgresql_role.break-glass", { login: true }),
    "appdb_break_glass: closed-until-opened: it can log in",
  ],
  [
    "the audit device logs raw",
    edit("vault_audit", (attributes) => ({
      ...attributes,
      options: { ...(attributes.options as Attributes), log_raw: "true" },
    })),
    /audit device file: holds-no-password: it holds \d+ passwords in the clear/,
  ],
  [
    "the audit device is gone",
    remove("vault_audit"),
    /audit device file: (names-who-read-what|holds-no-password): .*(wrote nothing|nothing in it|ENOENT)/,
  ],
  [
    "the issuer can't make members of a group",
    set("postgresql_grant_role.appdb_read_only_issuer", { with_admin_option: false }),
    /app-readonly: lease-issued: .*permission denied to grant role|must have admin option/,
  ],
  [
    "the connection's URL names another database",
    edit(CONNECTION, (attributes) => ({
      ...attributes,
      postgresql: {
        ...(attributes.postgresql as Attributes),
        connection_url: "postgresql://{{username}}:{{password}}@postgres:5432/other?sslmode=disable",
      },
    })),
    /vault_database_secret_backend_connection\S*: applies: .*database "other" does not exist/,
  ],
];

describe("a rehearsal fails, and names the cause, when", () => {
  const dev = synthesizeEnvironment("dev");

  test.concurrent.each(mutations)("%s", async (_, mutate, failure) => {
    const failures = failuresOf(await rehearseStack(mutate(dev)));
    if (typeof failure === "string") expect(failures).toContain(failure);
    else expect(failures.join("\n")).toMatch(failure);
  });
});

test("a rehearsal of the stack without a wrong edit has nothing to say", async () => {
  expect(failuresOf(await rehearseStack(synthesizeEnvironment("dev")))).toEqual([]);
});
