import type { AccessManifest } from "../../../constructs";
import { BROADENING_RULES } from "../../../review/access/broadening/registry";
import { broadenings as broadeningsOf } from "../../../review/access/broadenings";
import { compareAccess } from "../../../review/access/compared-access";
import { type Edits, edited } from "./edited";
import { EVERYTHING } from "./everything";

const broadenings = (...sides: Parameters<typeof compareAccess>) => broadeningsOf(compareAccess(...sides));

/** A change that is one by a rule, with what the rule says, and one like it that is none. */
interface Twins {
  readonly before?: Edits;
  readonly broadens: Edits;
  readonly says: readonly string[];
  readonly broadensNothing: Edits;
}

const group = (index: number) => `databases.0.groups.${index}.privileges`;
const readonly = EVERYTHING.roles[0]!;

const TWINS: Readonly<Record<string, Twins>> = {
  "new-reader": {
    broadens: { "workloads.2.reads.-": { path: "database/creds/app-readonly", kind: "leased" } },
    says: [
      "`vso (kubernetes at kubernetes)` gets `database/creds/app-readonly: membership of pg_monitor; USAGE on schema appdb.public; SELECT on table appdb.public.product; SELECT on appdb.public.person.id; SELECT on appdb.public.person.name; EXECUTE on routine appdb.public.purge(integer)`: a workload may read another credential",
    ],
    broadensNothing: { "workloads.0.reads.0": undefined },
  },
  "new-credential": {
    broadens: {
      "roles.-": { ...readonly, name: "app-spare", path: "database/creds/app-spare", maxTtl: 7200 },
    },
    says: [
      "`whoever may read database/creds/app-spare` gets `membership of pg_monitor; USAGE on schema appdb.public; SELECT on table appdb.public.product; SELECT on appdb.public.person.id; SELECT on appdb.public.person.name; EXECUTE on routine appdb.public.purge(integer)`: a credential can be had, which no other workload of this stack reads than before",
    ],
    broadensNothing: { "roles.2": undefined },
  },
  "more-privileges": {
    broadens: { [`${group(1)}.schemas.0.tables.0.privileges`]: ["SELECT", "UPDATE"] },
    says: [
      "`whoever reads database/creds/app-readonly` gets `UPDATE on table appdb.public.product`: a credential may do more to tables, columns, sequences, types or in schemas",
      "`whoever reads database/static-creds/pool-blue` gets `UPDATE on table appdb.public.product`: a credential may do more to tables, columns, sequences, types or in schemas",
      "`whoever reads database/static-creds/pool-green` gets `UPDATE on table appdb.public.product`: a credential may do more to tables, columns, sequences, types or in schemas",
    ],
    broadensNothing: { [`${group(1)}.schemas.0.tables.0`]: { table: "product", privileges: [] } },
  },
  "more-routines": {
    broadens: { [`${group(1)}.schemas.0.definers.-`]: "grant_all()" },
    says: [
      "`whoever reads database/creds/app-readonly` gets `EXECUTE on routine appdb.public.grant_all()`: a credential may execute more routines",
      "`whoever reads database/static-creds/pool-blue` gets `EXECUTE on routine appdb.public.grant_all()`: a credential may execute more routines",
      "`whoever reads database/static-creds/pool-green` gets `EXECUTE on routine appdb.public.grant_all()`: a credential may execute more routines",
    ],
    broadensNothing: { [`${group(2)}.schemas.1.definers`]: ["purge(integer)"] },
  },
  owner: {
    broadens: { "roles.0.group": "app_owner", "roles.0.privileges": "owner" },
    says: [
      "`whoever reads database/creds/app-readonly` gets `everything in appdb.public, as its owner; everything in appdb.sales that is its own, as its owner; everything in appdb.ext, as its owner; everything in schemas of appdb that are made later that is its own, as its owner`: a credential acts as an owner",
    ],
    broadensNothing: { "roles.2.group": "appdb_read_only", "roles.2.privileges": "read_only" },
  },
  "temporary-tables": {
    broadens: { [`${group(1)}.temporary`]: true },
    says: [
      "`whoever reads database/creds/app-readonly` gets `TEMPORARY on database appdb`: a credential may make temporary tables",
      "`whoever reads database/static-creds/pool-blue` gets `TEMPORARY on database appdb`: a credential may make temporary tables",
      "`whoever reads database/static-creds/pool-green` gets `TEMPORARY on database appdb`: a credential may make temporary tables",
    ],
    broadensNothing: { [`${group(2)}.temporary`]: undefined },
  },
  "predefined-role": {
    broadens: { [`${group(2)}.memberOf`]: ["pg_read_all_data"] },
    says: [
      "`whoever reads database/creds/app-readwrite` gets `membership of pg_read_all_data` on `appdb`: a credential is a member of another role of PostgreSQL's own",
    ],
    broadensNothing: { [`${group(1)}.memberOf`]: undefined },
  },
  "new-login": {
    broadens: { "workloads.1.login.serviceAccounts.-": "cron" },
    says: [
      "`web (kubernetes at kubernetes)` gets `serviceAccounts web and worker and cron` instead of `serviceAccounts web and worker`: somebody else may log in as a workload",
    ],
    broadensNothing: { "workloads.1.login.serviceAccounts.1": undefined },
  },
  "longer-secret-id": {
    broadens: { "workloads.0.login.secretId.ttl": 0 },
    says: [
      "`app (approle at approle)` gets `secret IDs that never end` instead of `secret IDs that live 10 min`: a secret ID can be used for longer",
    ],
    broadensNothing: { "workloads.0.login.secretId.ttl": 60 },
  },
  "more-secret-id-uses": {
    broadens: { "workloads.0.login.secretId.uses": 0 },
    says: [
      "`app (approle at approle)` gets `secret IDs for any number of logins` instead of `secret IDs for 2 logins`: a secret ID can be used more often",
    ],
    broadensNothing: { "workloads.0.login.secretId.uses": 1 },
  },
  "wider-networks": {
    broadens: { "workloads.0.login.secretId.boundCidrs": ["10.0.0.0/7"] },
    says: [
      "`app (approle at approle)` gets `secret IDs from 10.0.0.0/7` instead of `secret IDs from 10.0.0.0/8`: a secret ID can be used from more networks",
    ],
    broadensNothing: { "workloads.0.login.secretId.boundCidrs": ["10.1.0.0/16", "10.2.3.4"] },
  },
  "longer-token": {
    broadens: { "workloads.1.token": { kind: "periodic", period: 3600 } },
    says: [
      "`web (kubernetes at kubernetes)` gets `a token without an end, renewed every 1 h` instead of `a token of 1 h, at most 2 h`: a workload's token lives longer",
    ],
    broadensNothing: { "workloads.1.token.maxTtl": 3600 },
  },
  "longer-lease": {
    broadens: { "roles.0.maxTtl": 172_800 },
    says: [
      "`whoever reads database/creds/app-readonly` gets `leases of 1 h, at most 48 h` instead of `leases of 1 h, at most 24 h` on `appdb`: a lease lives longer",
    ],
    broadensNothing: { "roles.0.maxTtl": 7200, "engines.0.maxLeaseTtl": 43_200 },
  },
  "slower-rotation": {
    broadens: { "staticRoles.0.rotation.period": 172_800 },
    says: [
      "`whoever reads database/static-creds/pool-blue` gets `a password that changes every 48 h` instead of `a password that changes every 24 h` on `appdb`: a password is of use for longer",
    ],
    broadensNothing: { "staticRoles.0.rotation.period": 3600 },
  },
  "other-user": {
    broadens: { "staticRoles.0.userName": "postgres" },
    says: [
      "`whoever reads database/static-creds/pool-blue` gets `login postgres` instead of `login pool_blue` on `appdb`: a static credential is for another user",
    ],
    broadensNothing: { "staticRolePairs.0.longestUse": 60 },
  },
  "other-group": {
    broadens: { "roles.0.group": "billing_admins", "databases.0.groups.1.role": "billing_admins" },
    says: [
      "`whoever reads database/creds/app-readonly` gets `membership of billing_admins` instead of `membership of appdb_read_only` on `appdb`: a credential is a member of another role that a DBA may have made",
    ],
    broadensNothing: {
      "databases.0.imported": false,
      "roles.0.group": "readers",
      "databases.0.groups.1.role": "readers",
    },
  },
  "weaker-password": {
    broadens: { "passwordPolicies.0.charsets": ["0123456789"] },
    says: [
      "`whoever reads database/creds/app-readonly` gets `passwords of 40 characters, of 0123456789` instead of `passwords of 40 characters, of abcdefghij and 0123456789` on `appdb`: a password is easier to guess",
      "`whoever reads database/static-creds/pool-blue` gets `passwords of 40 characters, of 0123456789` instead of `passwords of 40 characters, of abcdefghij and 0123456789` on `appdb`: a password is easier to guess",
      "`whoever reads database/static-creds/pool-green` gets `passwords of 40 characters, of 0123456789` instead of `passwords of 40 characters, of abcdefghij and 0123456789` on `appdb`: a password is easier to guess",
    ],
    broadensNothing: { "passwordPolicies.0.length": 60 },
  },
  "looser-rate-limit": {
    broadens: { "roles.0.rateLimit": undefined },
    says: [
      "`whoever reads database/creds/app-readonly` gets `any number of requests` instead of `2 requests within 1 min` on `appdb`: a credential can be asked for more often",
    ],
    broadensNothing: {
      "roles.0.rateLimit.per": 120,
      "roles.1.rateLimit": { name: "r", requests: 1, per: 60 },
    },
  },
  "looser-session": {
    broadens: { "roles.0.settings.statementTimeout": 0 },
    says: [
      "`whoever reads database/creds/app-readonly` gets `statementTimeout 0` instead of `statementTimeout 30` on `appdb`: a credential's sessions have fewer limits",
    ],
    broadensNothing: { "roles.0.settings.statementTimeout": 5, "roles.1.settings": { connectionLimit: 3 } },
  },
  "acts-as-group": {
    broadens: { "roles.0.actsAsGroup": true },
    says: [
      "`whoever reads database/creds/app-readonly` gets `sessions as their group` instead of `sessions as themselves` on `appdb`: a credential's sessions act as their group",
    ],
    broadensNothing: { "roles.1.actsAsGroup": false },
  },
  "other-search-path": {
    broadens: { "roles.0.settings.searchPath": ["public", "sales"] },
    says: [
      "`whoever reads database/creds/app-readonly` gets `searchPath public and sales` instead of `searchPath sales and public` on `appdb`: a credential's sessions look up names elsewhere",
    ],
    broadensNothing: { "roles.0.settings.lockTimeout": 1 },
  },
  "login-material": {
    broadens: { "workloads.3.makes.0.wrappingTtl.max": 3600 },
    says: [
      "`pipeline (token at token)` gets `a secret-id by auth/approle/role/app/secret-id, wrapped for 10 s to 1 h` instead of `a secret-id by auth/approle/role/app/secret-id, wrapped for 10 s to 10 min`: a workload may make what others log in with",
    ],
    broadensNothing: { "workloads.3.makes.0.wrappingTtl.max": 60 },
  },
  "encryption-key": {
    broadens: { "workloads.0.encrypts": [{ engine: "transit", name: "vso" }] },
    says: [
      "`app (approle at approle)` gets `encrypting and decrypting with key transit/vso`: a workload may decrypt with another key, or a key can be deleted",
    ],
    broadensNothing: { "transitEngines.0.keys.0.deletionAllowed": false },
  },
  "break-glass": {
    broadens: { "breakGlass.-": { role: "night_shift", database: { server: "postgresql", name: "appdb" } } },
    says: [
      "`night_shift` gets `everything in appdb, as its owners, once it is opened`: there is another account for emergencies",
    ],
    broadensNothing: { "breakGlass.0": undefined },
  },
  audit: {
    broadens: { "auditDevices.0.options.file_path": "/dev/null" },
    says: [
      "`whoever asks Vault` gets `options.file_path /dev/null` instead of `options.file_path /var/log/vault/audit.log` on `audit device file`: vault writes down less, or elsewhere, who asked for what",
    ],
    broadensNothing: { "auditDevices.-": { path: "syslog", type: "syslog", options: {} } },
  },
  "weaker-tls": {
    broadens: { "connections.0.tls": "disable" },
    says: [
      "`whoever is between Vault and the server` gets `TLS mode disable` instead of `TLS mode verify-ca` on `connection database/appdb`: a connection is less protected by TLS",
    ],
    broadensNothing: { "connections.0.tls": "verify-full" },
  },
  "other-server": {
    broadens: { "connections.0.endpoint.hosts.1.host": "copy.internal" },
    says: [
      "`whoever reads credentials by it` gets `servers copy.internal:5433 and postgres.internal:5432` instead of `servers postgres.internal:5432 and standby.internal:5433` on `connection database/appdb`: vault reaches another server or database",
    ],
    broadensNothing: {
      "connections.0.endpoint.hosts": [
        { host: "standby.internal", port: 5433 },
        { host: "postgres.internal", port: 5432 },
      ],
    },
  },
  "other-connection": {
    broadens: { "roles.0.connection": "near" },
    says: [
      "`whoever reads database/creds/app-readonly` gets `connection database/near` instead of `connection database/appdb` on `appdb`: a credential goes by another connection, or to another database",
    ],
    broadensNothing: { "connections.0.settings.maxOpenConnections": 8 },
  },
  "root-password": {
    broadens: { "connections.0.rotated": false },
    says: [
      "`whoever knows the password of Vault's account` gets `a password that Vault leaves as it is` instead of `a password that Vault rotates` on `connection database/appdb`: the password of Vault's account is not changed, or otherwise",
    ],
    broadensNothing: { "connections.1.rotated": true },
  },
  "user-names": {
    broadens: { "connections.0.settings.usernameTemplate": "app" },
    says: [
      "`whoever reads credentials by it` gets `names by app` instead of `names by v-{{random 20}}` on `connection database/appdb`: leased users are named otherwise",
    ],
    broadensNothing: { "connections.0.settings.maxIdleConnections": 1 },
  },
  "made-elsewhere": {
    before: { "engines.0.imported": false },
    broadens: { "engines.0.imported": true },
    says: [
      "`whoever sets it elsewhere` gets `engine database, made elsewhere` instead of `engine database, made here`: what this stack set is now made elsewhere",
    ],
    broadensNothing: { "databases.0.imported": false },
  },
  "other-owner": {
    broadens: { "databases.0.otherOwners.0.sharedSchemas.-": "public" },
    says: [
      "`another owner` gets `objects of billing_owner in schema public` on `appdb`: another role owns or administers a database",
    ],
    broadensNothing: { "databases.0.otherOwners.0.sharedSchemas": [] },
  },
  "account-makes-roles": {
    broadens: { "databases.0.issuingSchema": undefined },
    says: [
      "`vault_appdb` gets `CREATEROLE, as vault_appdb_issuer` instead of `functions in schema vault_appdb_issuance`: other means than its functions let the account of Vault make roles",
    ],
    broadensNothing: { "databases.0.keepsAccess": [] },
  },
  "keeps-access": {
    broadens: { "databases.0.keepsAccess.-": "old_app" },
    says: ["`old_app` gets `what PUBLIC had there` on `appdb`: a role keeps what PUBLIC had in a database"],
    broadensNothing: { "databases.0.keepsAccess": [], "databases.0.losesAccess.-": "shop_app" },
  },
  "wider-database": {
    broadens: { "databases.0.extensionSchemas.-": "contrib" },
    says: [
      "`whoever has a credential for it` gets `extensions in schema contrib` on `appdb`: a database has more schemas that credentials reach",
    ],
    broadensNothing: { "databases.0.futureSchemas": undefined },
  },
  "auth-method": {
    broadens: { "authMethods.1.cluster.host": "https://other.internal" },
    says: [
      "`whoever logs in there` gets `cluster.host https://other.internal` instead of `cluster.host https://kubernetes.default.svc` on `auth method kubernetes (kubernetes)`: another auth method lets somebody in, or asks elsewhere who somebody is",
    ],
    broadensNothing: { "authMethods.2": undefined },
  },
  provider: {
    broadens: { "providers.0.settings.skip_tls_verify": "true" },
    says: [
      "`whoever deploys` gets `skip_tls_verify true` instead of `skip_tls_verify unset` on `provider vault`: terraform reaches something else, or otherwise",
    ],
    broadensNothing: { "providers.0": undefined },
  },
  undescribed: {
    broadens: { "undescribed.-": { path: "everything/policy", what: "vault_policy", harmless: false } },
    says: [
      "`whoever it lets` gets `path everything/policy, what vault_policy` on `what is deployed`: something is deployed that no construct describes, or is another one than before",
    ],
    broadensNothing: { "undescribed.-": { path: "everything/policy", what: "vault_policy", harmless: true } },
  },
  exception: {
    broadens: { "acknowledged.-": { rule: "verified-tls", path: "everything", reason: "the same machine" } },
    says: [
      "`everything` gets `an exception from verified-tls: the same machine`: an exception from a guardrail is accepted",
    ],
    broadensNothing: { "acknowledged.0.reason": "our DBAs have a fork" },
  },
  guardrails: {
    broadens: { "guardrails.verifiedTls": false, "guardrails.minTtl": 1800, "guardrails.ownRules": [] },
    says: [
      '`the stack` gets `ownRules none, verifiedTls false` instead of `ownRules {"id":"short-payroll-leases","what":"A lease of payroll\'s ends within an hour."}, verifiedTls true` on `guardrails`: guardrails are weaker',
    ],
    broadensNothing: {
      "guardrails.maxTtl": 3600,
      "guardrails.ownRules.0.what": "A lease of payroll's ends within 60 minutes.",
    },
  },
  "works-on-stack": {
    broadens: { "workloads.0.operates": [{ stack: "shop", work: "deploy", rules: [] }] },
    says: [
      "`app (approle at approle)` gets `deploy of the stack` on `stack shop`: a workload plans, deploys or drains another stack, or may do more for that",
    ],
    broadensNothing: { "workloads.0.operates": [] },
  },
  "operator-policy": {
    broadens: { "files.-": "drain.policy.json" },
    says: [
      "`whoever is given it` gets `policy drain.policy.json` on `Vault`: somebody who works on the stack has another policy",
    ],
    broadensNothing: { "files.-": "kubernetes-web.injector.yaml" },
  },
  "handed-over": {
    broadens: { "workloads.0.agent.templates.0.mode": "0644" },
    says: [
      "`app (approle at approle)` gets `mode 0644` instead of `mode 0600` on `file /run/app/env`: a credential is put somewhere else, or where others may read it",
    ],
    broadensNothing: {
      "workloads.1.externalSecrets.secrets.0.refreshInterval": 60,
      "workloads.0.agent.sink": undefined,
    },
  },
};

test("every rule has its twins", () =>
  expect(Object.keys(TWINS).sort()).toEqual(BROADENING_RULES.map(({ id }) => id).sort()));

describe.each(Object.entries(TWINS))("%s", (id, { before = {}, broadens, says, broadensNothing }) => {
  const was = edited(before);
  const sentences = (one: AccessManifest, other: AccessManifest) =>
    broadenings(one, other).flatMap(({ rule, sentence }) => (rule === id ? [sentence] : []));

  test("tells what is more", () => expect(sentences(was, edited(broadens, was))).toEqual(says));

  test("tells nothing of what is less or says nothing about it", () =>
    expect(sentences(was, edited(broadensNothing, was))).toEqual([]));
});

test("an account that calls functions from now on may do less", () => {
  const statements = edited({ "databases.0.issuingSchema": undefined });
  expect(broadenings(statements, edited({}))).toEqual([]);
});

test("a finding is known by another ID as soon as it is another one", () => {
  const [wide, wider] = [172_800, 259_200].map((maxTtl) => edited({ "roles.0.maxTtl": maxTtl }));
  const ids = [wide, wider].map((each) => broadenings(EVERYTHING, each)[0]?.id);
  expect(ids).toEqual([expect.stringMatching(/^longer-lease-[0-9a-f]{16}$/), expect.anything()]);
  expect(ids[0]).not.toBe(ids[1]);
  expect(broadenings(EVERYTHING, wide)[0]?.id).toBe(ids[0]);
});

test.each<[what: string, edits: Edits, rule: string]>([
  ["a lease", { "roles.0.maxTtl": 0 }, "longer-lease"],
  ["a token", { "workloads.1.token.ttl": 0, "workloads.1.token.maxTtl": 0 }, "longer-token"],
  ["wrapping", { "workloads.3.makes.0.wrappingTtl.max": 0 }, "login-material"],
  ["a limit of requests", { "roles.0.rateLimit.requests": 0 }, "looser-rate-limit"],
])("of %s, 0 is no limit", (_, edits, id) =>
  expect(broadenings(EVERYTHING, edited(edits)).map(({ rule }) => rule)).toEqual([id]),
);

const renamedTo = (from: string, to: string, access: AccessManifest) =>
  JSON.parse(JSON.stringify(access).replaceAll(from, to)) as AccessManifest;
const wider = { "databases.0.groups.1.privileges.schemas.0.tables.0.table": "*" };
const swapped = renamedTo(
  "@",
  "app-readonly",
  renamedTo("app-readonly", "app-readwrite", renamedTo("app-readwrite", "@", EVERYTHING)),
);

test.each<[how: string, after: AccessManifest, rules: string[]]>([
  [
    "a group with another name",
    renamedTo("appdb_read_only", "appdb_reader", edited(wider)),
    ["more-privileges", "other-group"],
  ],
  [
    "a credential with another name",
    renamedTo("app-readonly", "app-ro", edited({ "roles.0.maxTtl": 90_000 })),
    ["new-reader", "handed-over"],
  ],
  [
    "the names of two credentials exchanged",
    { ...EVERYTHING, roles: swapped.roles },
    ["more-privileges", "more-routines", "temporary-tables", "predefined-role"],
  ],
  [
    "a group that another database has, too",
    edited({ "databases.-": { ...EVERYTHING.databases[0], name: "hr", keepsAccess: [] } }),
    ["more-privileges", "more-routines", "owner"],
  ],
  [
    "a group that owns",
    edited({ "databases.0.otherOwners.0.role": "appdb_read_only" }),
    ["owner", "other-owner"],
  ],
  [
    "a set in schemas of later",
    edited({ "databases.0.groups.1.privileges.schemas.0.schema": "*" }),
    ["more-privileges"],
  ],
  [
    "an end of a network that can't be read",
    edited({ "workloads.0.login.secretId.boundCidrs": ["10.0.0.0/-1"] }),
    ["wider-networks"],
  ],
  [
    "a connection in place of another",
    edited({ "connections.-": { ...EVERYTHING.connections[0], name: "x" }, "roles.0.connection": "x" }),
    ["other-server", "other-connection"],
  ],
  [
    "a second workload of the same name",
    edited({
      "workloads.-": {
        ...EVERYTHING.workloads[0],
        agent: undefined,
        login: { method: "token", path: "token" },
      },
    }),
    ["new-reader", "new-login"],
  ],
  [
    "what nobody describes, with another content",
    edited({ "undescribed.0.content": "0000000000000000" }),
    ["undescribed"],
  ],
  ["a limit that was set by hand, taken away", edited({ "undescribed.1": undefined }), ["undescribed"]],
  [
    "a limit that was set by hand, with another value",
    edited({ "undescribed.1.content": "0000000000000000" }),
    ["undescribed"],
  ],
  [
    "something undescribed that reads like another one",
    edited({ "undescribed.-": EVERYTHING.undescribed[0] }),
    ["undescribed"],
  ],
  [
    "a command that is run with a file",
    edited({ "workloads.0.agent.templates.0.onChange.command": ["mail"] }),
    ["handed-over"],
  ],
  [
    "a password policy of another name",
    edited({
      "passwordPolicies.-": { name: "pin", length: 20, charsets: ["0123456789"] },
      "roles.0.passwordPolicy": "pin",
    }),
    ["weaker-password"],
  ],
])("more is seen by %s", (_, after, rules) =>
  expect(broadenings(EVERYTHING, after).map(({ rule }) => rule)).toEqual(expect.arrayContaining(rules)),
);

test("a credential and a workload that have only another name broaden nothing", () => {
  const rename = (from: string, to: string) =>
    JSON.parse(JSON.stringify(EVERYTHING).replaceAll(from, to)) as AccessManifest;
  expect(broadenings(EVERYTHING, rename("app-readwrite", "app-rw"))).toEqual([]);
  expect(
    broadenings(EVERYTHING, edited({ "workloads.1.name": "shop", "workloads.1.policy": "shop" })),
  ).toEqual([]);
  expect(
    broadenings(
      EVERYTHING,
      edited({ "workloads.0.name": "shop", "workloads.3.makes.0.path": "auth/approle/role/shop/secret-id" }),
    ),
  ).toEqual([]);
});

test("nothing broadens where nothing changes, and all that is described is new where there was nothing", () => {
  expect(broadenings(EVERYTHING, EVERYTHING)).toEqual([]);
  expect(new Set(broadenings(undefined, EVERYTHING).map(({ rule }) => rule))).toContain("new-reader");
  expect(broadenings(EVERYTHING, undefined).map(({ rule }) => rule)).toEqual(["audit"]);
});
