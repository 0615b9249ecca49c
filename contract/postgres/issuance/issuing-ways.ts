import { ISSUER_COUNT } from "../../../constructs/postgres/statements/issuing-functions";
import { quotedName } from "../../../constructs/postgres/statements/quoted";
import { issue, numberOf, VERIFIER } from "./calls";
import type { Names, Way } from "./way";

const NO_ROLE = /^42501: no role of Vault with the name .* is described$/s;
const NO_NAME = /^42501: .* is no name of a leased role of /s;
const NO_VERIFIER = /^42501: the password of .* is no SCRAM verifier$/s;
const TOO_LONG = /^42501: .* may not be valid until .*, but for /s;

/** What `issue` is called with in place of what Vault gives. */
type Given = (names: Names) => Parameters<typeof issue>[1];

const issuing = (what: string, ends: RegExp, given: Given, needsPattern = false): Way => ({
  name: `issues ${what}`,
  tries: (names) => [issue(names, given(names))],
  ends,
  needsPattern,
});

const ROLES: readonly Way[] = [
  issuing("of no role of Vault", NO_ROLE, () => ({ role: null })),
  issuing("of a role of Vault that is not described", NO_ROLE, () => ({ role: "nobody" })),
  issuing("of a group", NO_ROLE, ({ group }) => ({ role: group })),
  issuing("of a predefined role", NO_ROLE, () => ({ role: "pg_write_all_data" })),
  issuing("of a role whose name ends a string", NO_ROLE, ({ role }) => ({ role: `${role}' OR 'a' = 'a` })),
  issuing("of a role whose name ends a body", NO_ROLE, ({ role }) => ({ role: `${role}$$; $function$;` })),
  {
    name: "issues of a role that is not described by an issuer's own function",
    tries: (names) => [issue(names, { role: "nobody" }, `issue_${numberOf(names, names.newName)}`)],
    ends: NO_ROLE,
  },
];

const NAMES: readonly Way[] = [
  issuing("without a name", NO_NAME, () => ({ name: null })),
  issuing("an empty name", NO_NAME, () => ({ name: "" })),
  issuing("the name of a superuser", NO_NAME, ({ superuser }) => ({ name: superuser }), true),
  issuing("the account's own name", NO_NAME, ({ account }) => ({ name: account }), true),
  issuing("somebody else's name", NO_NAME, ({ outsider }) => ({ name: outsider }), true),
  issuing("a name of another kind", NO_NAME, () => ({ name: "admin" }), true),
  issuing("a name with SQL", NO_NAME, ({ newName }) => ({ name: `${newName}" SUPERUSER; --` }), true),
  issuing("a name with a body's end", NO_NAME, ({ newName }) => ({ name: `${newName}$$; $function$` }), true),
  issuing("a name with a line's end", NO_NAME, ({ newName }) => ({ name: `${newName}\n` })),
  issuing("a name of 64 bytes", NO_NAME, ({ newName }) => ({ name: newName.padEnd(64, "1") })),
  {
    name: "issues a name that another role of Vault leases",
    tries: (names) => [issue(names, { name: names.otherName, role: names.role })],
    ends: NO_NAME,
    needsPattern: true,
  },
  {
    name: "issues a name that is taken",
    tries: (names) => [issue(names, { name: names.lease })],
    ends: /^42710: role ".*" already exists$/,
  },
  {
    name: "issues by an issuer that others don't look for the name at",
    tries: (names) => {
      const other = (numberOf(names, names.newName) + 1) % ISSUER_COUNT;
      return [issue(names, {}, `issue_${other}`)];
    },
    ends: /^42501: .* is issued by another issuer$/,
  },
];

const VERIFIERS: readonly Way[] = [
  issuing("without a password", NO_VERIFIER, () => ({ verifier: null })),
  issuing("with an empty password", NO_VERIFIER, () => ({ verifier: "" })),
  issuing("with a password in the clear", NO_VERIFIER, () => ({ verifier: "correct horse" })),
  issuing("with an MD5 hash", NO_VERIFIER, () => ({ verifier: `md5${"0".repeat(32)}` })),
  issuing("with SQL as a password", NO_VERIFIER, () => ({ verifier: "x' SUPERUSER PASSWORD 'x" })),
  issuing("with more after a verifier", NO_VERIFIER, () => ({ verifier: `${VERIFIER}' SUPERUSER --` })),
  issuing("with a line after a verifier", NO_VERIFIER, () => ({ verifier: `${VERIFIER}\n` })),
  // PostgreSQL would take it for a password, and make a verifier of it.
  issuing("with a verifier whose salt is none", NO_VERIFIER, () => ({
    verifier: VERIFIER.replace("AA==", "AAA"),
  })),
  issuing("with a verifier by no iteration", NO_VERIFIER, () => ({
    verifier: VERIFIER.replace("4096", "0000"),
  })),
];

const EXPIRIES: readonly Way[] = [
  issuing("without an expiry", TOO_LONG, () => ({ expires: "NULL" })),
  issuing("for ever", TOO_LONG, () => ({ expires: "'infinity'" })),
  issuing("since ever", TOO_LONG, () => ({ expires: "'-infinity'" })),
  issuing("for longer than its role may be valid", TOO_LONG, ({ maxTtl }) => ({
    expires: `pg_catalog.now() + interval '${maxTtl + 600} seconds'`,
  })),
  issuing("until an expiry with SQL", /^22007: /, () => ({ expires: "'2030-01-01'' SUPERUSER --'" })),
  {
    name: "issues for longer than allowed, in dates of another style and a zone of its own",
    tries: (names) => [
      "SET LOCAL DateStyle = 'German'",
      "SET LOCAL TimeZone = '-13'",
      "SET LOCAL IntervalStyle = 'iso_8601'",
      issue(names, { expires: `pg_catalog.now() + interval '${names.maxTtl + 600} seconds'` }),
    ],
    ends: TOO_LONG,
  },
];

const SETTINGS: readonly Way[] = [
  {
    name: "issues with backslashes that escape",
    tries: (names) => [
      "SET LOCAL standard_conforming_strings = off",
      "SET LOCAL escape_string_warning = off",
      issue(names, { name: null }).replace("NULL", `E'${names.newName}\\\\'' SUPERUSER --'`),
    ],
    ends: NO_NAME,
    needsPattern: true,
  },
  {
    name: "issues with backslashes that escape in a password",
    tries: (names) => [
      "SET LOCAL standard_conforming_strings = off",
      "SET LOCAL escape_string_warning = off",
      issue(names, { verifier: null }).replace("NULL", `E'${VERIFIER}\\\\'' SUPERUSER --'`),
    ],
    ends: NO_VERIFIER,
  },
  {
    name: "is refused, catches that, and goes on in its transaction",
    tries: (names) => [
      `DO $do$ BEGIN PERFORM ${issue(names, { role: "nobody" }).replace("SELECT ", "")};
        EXCEPTION WHEN insufficient_privilege THEN NULL; END $do$`,
    ],
    ends: () => [],
  },
  {
    name: "issues, and takes it back in its transaction",
    tries: (names) => ["SAVEPOINT before", issue(names), "ROLLBACK TO before"],
    ends: () => [],
  },
  {
    name: "has an issuer granted the roles that it makes",
    tries: (names) => [
      // Before PostgreSQL 16 there is no such setting.
      `SELECT set_config(name, 'set, inherit', true) FROM pg_settings WHERE name = 'createrole_self_grant'`,
      issue(names),
    ],
    ends: (names) => [`SET LOCAL SESSION AUTHORIZATION ${quotedName(names.account)}`, issue(names)],
  },
];

/** Ways to have a role made that isn't described. */
export const ISSUING_WAYS: readonly Way[] = [...ROLES, ...NAMES, ...VERIFIERS, ...EXPIRIES, ...SETTINGS];
