import { quotedName, quotedText } from "../../../constructs/postgres/statements/quoted";
import { call, issue, likeALease, on, ownFunction, renew, setPassword, VERIFIER } from "./calls";
import type { Names, Way } from "./way";

/** A schema that somebody else made, of which everybody may use what is in it, also issuers. */
const OWN = "contract_own_schema";

const own = (make: (names: Names) => readonly string[]) => (names: Names) => [
  `CREATE SCHEMA ${OWN}`,
  `GRANT USAGE ON SCHEMA ${OWN} TO PUBLIC`,
  ...make(names),
];

const FIRST = `SET LOCAL search_path = ${OWN}, pg_catalog`;

const sqlFunction = (name: string, args: string, result: string, body: string) =>
  `CREATE FUNCTION ${OWN}.${name}(${args}) RETURNS ${result} LANGUAGE sql AS ${quotedText(`SELECT ${body}`)}`;

/** What says of everything that it is as it has to be. */
const AGREES = [
  sqlFunction("is_other", "text, text", "boolean", "false"),
  `CREATE OPERATOR ${OWN}.!~ (FUNCTION = ${OWN}.is_other, LEFTARG = text, RIGHTARG = text)`,
  sqlFunction("octet_length", "text", "integer", "1"),
  sqlFunction("isfinite", "timestamp with time zone", "boolean", "true"),
  sqlFunction("is_later", "timestamp with time zone, timestamp with time zone", "boolean", "false"),
  `CREATE OPERATOR ${OWN}.> (FUNCTION = ${OWN}.is_later, LEFTARG = timestamptz, RIGHTARG = timestamptz)`,
];

/** A type of a name in every body, whose constraint runs with the rights of whoever gives a value of it. */
const typeThat = (name: string) => (names: Names) => [
  `CREATE FUNCTION ${OWN}.take_over(pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS ${quotedText(`BEGIN
    ALTER ROLE ${quotedName(names.account)} CREATEROLE;
    RETURN true;
  END`)}`,
  `CREATE DOMAIN ${OWN}.${name} AS pg_catalog.text CHECK (${OWN}.take_over(VALUE))`,
];

/** Made once more, by a function that is another one to a session: it keeps what types were when it called it first. */
const installed = (names: Names) => [
  call(names, "install"),
  `ALTER FUNCTION ${quotedName(names.schema)}.install() COST 101`,
];

/** By the functions of issuers themselves: those that call them have a path of their own. */
const SEARCH_PATH: readonly Way[] = [
  {
    name: "has operators of its own compare a name",
    given: own(() => AGREES),
    tries: (names) => [FIRST, issue(names, { name: "admin" }, ownFunction(names, "issue", "admin"))],
    ends: /^42501: admin is no name of a leased role of /,
    needsPattern: true,
  },
  {
    name: "has operators of its own compare a verifier",
    given: own(() => AGREES),
    tries: (names) => [
      FIRST,
      issue(names, { verifier: "correct horse" }, ownFunction(names, "issue", names.newName)),
    ],
    ends: /^42501: the password of .* is no SCRAM verifier$/,
  },
  {
    name: "has operators of its own compare an expiry",
    given: own(() => AGREES),
    tries: (names) => [
      FIRST,
      issue(names, { expires: "'infinity'" }, ownFunction(names, "issue", names.newName)),
    ],
    ends: /^42501: .* may not be valid until infinity, but for /,
  },
  {
    name: "renews for ever by operators of its own",
    given: own(() => AGREES),
    tries: (names) => [
      FIRST,
      renew(names, { expires: "'infinity'" }, ownFunction(names, "renew", names.lease)),
    ],
    ends: /^42501: .* may not be valid until infinity, but for /,
  },
  ...["close_login", "end_lease", "leave"].map((each): Way => ({
    name: `calls ${each} of somebody else by catalogs of its own`,
    given: own(({ outsider, issuer }) => [
      likeALease(outsider),
      `CREATE TABLE ${OWN}.pg_roles AS SELECT ${quotedText(outsider)}::name AS rolname, 1::oid AS oid, now() AS rolvaliduntil
          UNION ALL SELECT ${quotedText(issuer)}, 2, NULL`,
      `CREATE TABLE ${OWN}.pg_auth_members AS SELECT 1::oid AS member, 2::oid AS grantor, 1::oid AS roleid, true AS admin_option`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA ${OWN} TO PUBLIC`,
    ]),
    tries: (names) => [FIRST, on(names, ownFunction(names, each, names.outsider), names.outsider)],
    ends: /^42501: .* is no lease of this account$/,
  })),
  {
    name: "sets the password of somebody else by catalogs of its own",
    given: own(({ outsider, issuer }) => [
      `CREATE TABLE ${OWN}.pg_roles AS SELECT ${quotedText(outsider)}::name AS rolname, 1::oid AS oid, true AS rolcanlogin, NULL::timestamptz AS rolvaliduntil
        UNION ALL SELECT ${quotedText(issuer)}, 2, false, NULL`,
      `CREATE TABLE ${OWN}.pg_auth_members AS SELECT 2::oid AS member, 1::oid AS roleid, true AS admin_option`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA ${OWN} TO PUBLIC`,
    ]),
    tries: (names) => [
      FIRST,
      setPassword(names, names.outsider, VERIFIER, ownFunction(names, "set_password", names.outsider)),
    ],
    ends: /^42501: .* is no login of a static role$/,
  },
  {
    name: "ends somebody else by temporary catalogs of its own",
    given: ({ account, outsider }) => [
      `DO $do$ BEGIN EXECUTE pg_catalog.format('GRANT TEMPORARY ON DATABASE %I TO ${quotedName(account)}', current_database()); END $do$`,
      likeALease(outsider),
    ],
    tries: (names) => [
      `CREATE TEMPORARY TABLE pg_roles AS SELECT ${quotedText(names.outsider)}::name AS rolname, 1::oid AS oid, now() AS rolvaliduntil
        UNION ALL SELECT ${quotedText(names.issuer)}, 2, NULL`,
      "CREATE TEMPORARY TABLE pg_auth_members AS SELECT 1::oid AS member, 2::oid AS grantor, 1::oid AS roleid, true AS admin_option",
      "GRANT SELECT ON pg_temp.pg_roles, pg_temp.pg_auth_members TO PUBLIC",
      "SET LOCAL search_path = pg_temp, pg_catalog",
      on(names, ownFunction(names, "end_lease", names.outsider), names.outsider),
    ],
    ends: /^42501: .* is no lease of this account$/,
  },
  ...["text", "record"].map((type): Way => ({
    name: `has the functions made with a type ${type} of its own`,
    given: (names) => [...own(typeThat(type))(names), ...installed(names)],
    tries: (names) => [FIRST, call(names, "install")],
    ends: () => [],
    needsInstall: true,
  })),
  {
    name: "has the functions made with a function of its own",
    given: own((names) => [
      `CREATE FUNCTION ${OWN}.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE plpgsql AS ${quotedText(`BEGIN
        ALTER ROLE ${quotedName(names.account)} CREATEROLE;
      END`)}`,
      ...installed(names),
    ]),
    tries: (names) => [FIRST, call(names, "install")],
    ends: () => [],
    needsInstall: true,
  },
];

const direct = (what: string, ends: RegExp, ...tries: ((names: Names) => string)[]): Way => ({
  name: what,
  tries: (names) => tries.map((each) => each(names)),
  ends,
});

const PERMISSION_DENIED = /^42501: permission denied /;
const NO_ROLES = /^42501: (permission denied|must be |must have |only superusers? )/;

const DIRECTLY: readonly Way[] = [
  direct("makes a role", NO_ROLES, ({ newName }) => `CREATE ROLE ${quotedName(newName)}`),
  direct("drops a lease", NO_ROLES, ({ lease }) => `DROP ROLE ${quotedName(lease)}`),
  direct("gives a lease an attribute", NO_ROLES, ({ lease }) => `ALTER ROLE ${quotedName(lease)} CREATEDB`),
  direct(
    "makes itself a superuser",
    NO_ROLES,
    ({ account }) => `ALTER ROLE ${quotedName(account)} SUPERUSER`,
  ),
  direct("lets itself make roles", NO_ROLES, ({ account }) => `ALTER ROLE ${quotedName(account)} CREATEROLE`),
  direct(
    "grants itself a group",
    NO_ROLES,
    (names) => `GRANT ${quotedName(names.group)} TO ${quotedName(names.account)}`,
  ),
  ...(
    [
      ["the issuers' role", ({ issuer }: Names) => issuer],
      ["an issuer", ({ issuer }: Names) => `${issuer}_0`],
      ["the owner", ({ owner }: Names) => owner],
      ["a group", ({ group }: Names) => group],
      ["who deploys", ({ deployer }: Names) => deployer],
    ] as const
  ).map(([what, role]) =>
    direct(
      `acts as ${what}`,
      /^42501: permission denied to set role /,
      (names) => `SET LOCAL ROLE ${quotedName(role(names))}`,
    ),
  ),
  direct("reads what is described", PERMISSION_DENIED, (names) => call(names, "described_roles")),
  direct(
    "makes a function in the schema",
    PERMISSION_DENIED,
    ({ schema }) => `CREATE FUNCTION ${quotedName(schema)}.own() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  ),
  direct(
    "writes a function over",
    PERMISSION_DENIED,
    ({ schema }) =>
      `CREATE OR REPLACE FUNCTION ${quotedName(schema)}.install() RETURNS void LANGUAGE sql AS 'SELECT'`,
  ),
  direct(
    "takes a function's search_path",
    /^42501: must be owner of function /,
    ({ schema }) => `ALTER FUNCTION ${quotedName(schema)}.issue_0 RESET search_path`,
  ),
  direct(
    "gives a function to everybody",
    /^42501: permission denied for function /,
    ({ schema }) => `GRANT EXECUTE ON FUNCTION ${quotedName(schema)}.described_roles TO PUBLIC`,
  ),
  direct("makes a temporary table", PERMISSION_DENIED, () => "CREATE TEMPORARY TABLE own (id int)"),
  direct("reads passwords", PERMISSION_DENIED, () => "SELECT * FROM pg_catalog.pg_authid"),
];

/** Ways of Vault's account besides what it gives its functions. */
export const ACCOUNT_WAYS: readonly Way[] = [...SEARCH_PATH, ...DIRECTLY];
