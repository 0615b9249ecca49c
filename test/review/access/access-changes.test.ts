import type { AccessManifest } from "../../../constructs";
import { accessChanges } from "../../../review/access/access-changes";
import { compareAccess } from "../../../review/access/compared-access";
import { type Edits, edited } from "./edited";
import { EVERYTHING } from "./everything";

const lines = (before: AccessManifest | undefined, after: AccessManifest | undefined) =>
  accessChanges(compareAccess(before, after)).map(({ change, who, on, may, until, broadens = "-" }) =>
    [change, who, on, may, until, broadens].join(" | "),
  );

const changed = (edits: Edits) => lines(EVERYTHING, edited(edits));

test("nothing is told of two that are equal, nor of two that there aren't", () => {
  expect(lines(EVERYTHING, EVERYTHING)).toEqual([]);
  expect(lines(undefined, undefined)).toEqual([]);
});

test("whoever gets a credential is told with what it may do and until when", () =>
  expect(
    changed({ "workloads.2.reads.-": { path: "database/creds/app-readwrite", kind: "leased" } }),
  ).toEqual([
    "+ | vso (kubernetes at kubernetes) | appdb by database/creds/app-readwrite | TEMPORARY on database appdb; SELECT, UPDATE on all tables of schemas of appdb that are made later; SELECT, UPDATE on all tables of appdb.public; SELECT, UPDATE on all tables of appdb.sales | leases of 1 h, at most 24 h | new-reader",
  ]));

test("whoever loses one is told as well, and that is nothing to decide", () =>
  expect(changed({ "workloads.0.reads": [], "workloads.0.agent": undefined })).toEqual([
    "- | app (approle at approle) | appdb by database/creds/app-readwrite | TEMPORARY on database appdb; SELECT, UPDATE on all tables of schemas of appdb that are made later; SELECT, UPDATE on all tables of appdb.public; SELECT, UPDATE on all tables of appdb.sales | leases of 1 h, at most 24 h | -",
    "- | app (approle at approle) | the agent | vaultAddress https://vault.internal:8200, vaultCaFile /etc/ssl/vault.pem, roleIdFile /etc/app/role-id, secretIdFile /run/app/secret-id |  | -",
    "- | app (approle at approle) | the file of the agent's token | path /run/app/token, mode 0600 |  | -",
    "- | app (approle at approle) | file /run/app/env | kind env, destination /run/app/env, mode 0600, owner.user app, owner.group app, credential database/creds/app-readwrite, address.host postgres.internal,standby.internal, address.port 5432,5433, address.database appdb, address.sslMode verify-full, address.caFile /etc/ssl/postgres.pem, address.targetSessionAttrs read-write, variables.DB_USER user, onChange.kind command, onChange.command systemctl and reload and app |  | -",
    "- | app (approle at approle) | file /run/app/service | kind pg_service, destination /run/app/service, mode 0600, credential database/creds/app-readwrite, address.host postgres.internal,standby.internal, address.port 5432,5433, address.database appdb, address.sslMode verify-full, address.caFile /etc/ssl/postgres.pem, address.targetSessionAttrs read-write, service appdb, onChange.kind signal, onChange.signal SIGHUP, onChange.pidFile /run/app.pid |  | -",
    "- | app (approle at approle) | the agent's process | command node and server.js |  | -",
    "- | app (approle at approle) | variables DB_USER | credential database/creds/app-readwrite, address.host postgres.internal,standby.internal, address.port 5432,5433, address.database appdb, address.sslMode verify-full, address.caFile /etc/ssl/postgres.pem, address.targetSessionAttrs read-write, variables.DB_USER user |  | -",
  ]));

test("a privilege more and one less are one row for each reader", () =>
  expect(
    changed({
      "databases.0.groups.1.privileges.schemas.0.tables.0.privileges": ["INSERT"],
      "roles.0.maxTtl": 172_800,
    }),
  ).toEqual([
    "± | web (kubernetes at kubernetes) | appdb by database/creds/app-readonly | INSERT on table appdb.public.product; no more SELECT on table appdb.public.product | leases of 1 h, at most 48 h instead of leases of 1 h, at most 24 h | more-privileges, longer-lease",
    "± | web (kubernetes at kubernetes) | appdb by database/static-creds/pool-blue | INSERT on table appdb.public.product; no more SELECT on table appdb.public.product | a password that changes every 24 h | more-privileges",
    '± | web (kubernetes at kubernetes) | appdb by database/static-creds/pool-green | INSERT on table appdb.public.product; no more SELECT on table appdb.public.product | a password that changes by "0 0 * * *", at most 1 h later | more-privileges',
  ]));

test("a credential that is only renamed is a row that says so", () =>
  expect(
    lines(
      EVERYTHING,
      JSON.parse(JSON.stringify(EVERYTHING).replaceAll("app-readwrite", "app-rw")) as AccessManifest,
    ),
  ).toEqual([
    "± | app (approle at approle) | appdb by database/creds/app-rw, until now database/creds/app-readwrite | the same | leases of 1 h, at most 24 h | -",
  ]));

test("a limit that is narrower is a row without a rule", () =>
  expect(changed({ "workloads.0.login.secretId.uses": 1, "guardrails.maxTtl": 3600 })).toEqual([
    "± | app (approle at approle) | approle | secret IDs for 1 login instead of secret IDs for 2 logins |  | -",
    "± | the stack | guardrails | maxTtl 3600 instead of maxTtl 86400 |  | -",
  ]));

test("what is another one in both directions is one row", () =>
  expect(changed({ "connections.0.settings.usernameTemplate": "app-{{random 20}}" })).toEqual([
    "± | whoever reads credentials by it | connection database/appdb | names by app-{{random 20}} instead of names by v-{{random 20}} |  | user-names",
  ]));
