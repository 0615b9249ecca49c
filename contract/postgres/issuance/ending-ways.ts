import { ISSUER_COUNT } from "../../../constructs/postgres/statements/issuing-functions";
import { quotedName } from "../../../constructs/postgres/statements/quoted";
import {
  describedBy,
  IN_A_MINUTE,
  issue,
  likeALease,
  numberOf,
  on,
  renew,
  setPassword,
  STATIC_LOGIN,
  staticLogin,
  validUntil,
  VERIFIER,
} from "./calls";
import type { Names, Way } from "./way";

type Given = (names: Names) => readonly string[];

const NO_LEASE = /^42501: .* is no lease of /;
const NO_LOGIN = /^42501: .* is no login of a static role$/;

/** Roles that are none of the account's leases, also while they look like one. */
const OTHERS: readonly (readonly [what: string, name: (names: Names) => string])[] = [
  ["somebody else's login", ({ outsider }) => outsider],
  ["the account itself", ({ account }) => account],
  ["the owner", ({ owner }) => owner],
  ["a group", ({ group }) => group],
  ["the issuers' role", ({ issuer }) => issuer],
  ["an issuer", ({ issuer }) => `${issuer}_0`],
  ["who deploys", ({ deployer }) => deployer],
  ["a superuser", ({ superuser }) => superuser],
];

/** Whom nothing may be done to, and what a superuser has done before, so that it is tempting. */
const NO_LEASES: readonly (readonly [what: string, name: (names: Names) => string, given: Given])[] = [
  ...OTHERS.map(([what, name]) => [what, name, (names: Names) => [likeALease(name(names))]] as const),
  // That it has no expiry is all that tells it from a lease.
  ["a static role's login", () => STATIC_LOGIN, staticLogin],
];

const ENDING = NO_LEASES.flatMap(([what, name, given]) =>
  ["close_login", "end_lease", "leave"].map((each): Way => ({
    name: `calls ${each} of ${what}`,
    given,
    tries: (names) => [on(names, each, name(names))],
    ends: NO_LEASE,
  })),
);

const RENEWING: readonly Way[] = [
  ...NO_LEASES.flatMap(([what, name, given]): Way[] => [
    {
      name: `renews ${what}`,
      given,
      tries: (names) => [renew(names, { name: name(names) })],
      ends: NO_LEASE,
    },
    {
      name: `renews ${what}, where leased roles may have any name`,
      given: (names) => [...given(names), describedBy(names, ".")],
      tries: (names) => [renew(names, { name: name(names) })],
      ends: NO_LEASE,
    },
  ]),
  ...(
    [
      ["without an expiry", () => "NULL"],
      ["for ever", () => "'infinity'"],
      ["since ever", () => "'-infinity'"],
      [
        "for longer than its role may be valid",
        ({ maxTtl }: Names) => `pg_catalog.now() + interval '${maxTtl + 600} seconds'`,
      ],
    ] as const
  ).map(([what, expires]): Way => ({
    name: `renews ${what}`,
    tries: (names) => [renew(names, { expires: expires(names) })],
    ends: /^42501: .* may not be valid until .*, but for /,
  })),
  {
    name: "renews without a name",
    tries: (names) => [renew(names, { name: null })],
    ends: NO_LEASE,
  },
  {
    name: "renews what is gone",
    tries: (names) => [renew(names, { name: names.newName })],
    ends: NO_LEASE,
  },
  {
    name: "renews by the name of a role that is not described",
    tries: (names) => [renew(names, { role: "nobody" })],
    ends: /^42501: no role of Vault with the name nobody is described$/,
  },
  {
    name: "renews by the name of no role",
    tries: (names) => [renew(names, { role: null })],
    ends: /^42501: no role of Vault with the name <NULL> is described$/,
  },
  {
    name: "renews by the name of another role",
    tries: (names) => [
      issue(names, { name: names.otherName, role: names.otherRole }),
      renew(names, { name: names.otherName }),
    ],
    ends: NO_LEASE,
    needsPattern: true,
  },
  {
    name: "renews what is closed",
    tries: (names) => [on(names, "close_login", names.lease), renew(names)],
    ends: ({ lease }) => [
      `ALTER ROLE ${quotedName(lease)} NOLOGIN`,
      // Moving the expiry of a login that is closed opens nothing.
      validUntil(lease, IN_A_MINUTE),
    ],
  },
];

/** What is not there is ended, and nothing else is. */
const GONE: readonly Way[] = ["close_login", "end_lease", "leave"].flatMap((each) =>
  (
    [
      ["no name", () => null],
      ["an empty name", () => ""],
      ["a name that is gone", ({ newName }: Names) => newName],
      ["a lease's name in capitals", ({ lease }: Names) => lease.toUpperCase()],
      ["a name with SQL", ({ lease }: Names) => `${lease}"; DROP ROLE "${lease}`],
      ["a name with a body's end", ({ lease }: Names) => `${lease}$$; $function$`],
    ] as const
  ).map(([what, name]): Way => ({
    name: `calls ${each} of ${what}`,
    tries: (names) => [on(names, each, name(names))],
    ends: () => [],
  })),
);

const LEASES: readonly Way[] = [
  {
    name: "ends a login that a DBA made a member of a group, for a while",
    given: ({ group, newName }) => [
      `CREATE ROLE ${quotedName(newName)} LOGIN VALID UNTIL '2100-01-01'`,
      `GRANT ${quotedName(group)} TO ${quotedName(newName)}`,
    ],
    tries: (names) => [on(names, "end_lease", names.newName)],
    ends: NO_LEASE,
  },
  {
    name: "ends the lease of another account",
    given: ({ group, newName }) => [
      "CREATE ROLE other_issuer CREATEROLE",
      `GRANT ${quotedName(group)} TO other_issuer WITH ADMIN OPTION`,
      "SET LOCAL ROLE other_issuer",
      `CREATE ROLE ${quotedName(newName)} LOGIN VALID UNTIL '2100-01-01'`,
      `GRANT ${quotedName(group)} TO ${quotedName(newName)}`,
      "RESET ROLE",
    ],
    tries: (names) => [on(names, "end_lease", names.newName)],
    ends: NO_LEASE,
  },
  {
    name: "ends a lease by another issuer",
    tries: (names) => [
      on(names, `end_lease_${(numberOf(names, names.lease) + 1) % ISSUER_COUNT}`, names.lease),
    ],
    // From PostgreSQL 16, the grantor is the role whose members all issuers are: then it is PostgreSQL that refuses it.
    ends: /^42501: (.* is no lease of this account|permission denied to (alter|grant) role.*)$/,
  },
];

const PASSWORDS: readonly Way[] = [
  ...OTHERS.map(([what, name]): Way => ({
    name: `sets the password of ${what}`,
    given: (names) => [`ALTER ROLE ${quotedName(name(names))} LOGIN VALID UNTIL 'infinity'`],
    tries: (names) => [setPassword(names, name(names))],
    ends: NO_LOGIN,
  })),
  {
    name: "sets the password of a lease",
    tries: (names) => [setPassword(names, names.lease)],
    ends: NO_LOGIN,
  },
  {
    name: "sets the password of nobody",
    tries: (names) => [setPassword(names, null)],
    ends: NO_LOGIN,
  },
  {
    name: "sets the password of an administrated role that doesn't log in",
    given: ({ issuer }) => [
      "CREATE ROLE other_group",
      `GRANT other_group TO ${quotedName(issuer)} WITH ADMIN OPTION`,
    ],
    tries: (names) => [setPassword(names, "other_group")],
    ends: NO_LOGIN,
  },
  {
    name: "sets the password of a login that its issuers are plain members of",
    given: ({ issuer }) => ["CREATE ROLE other_login LOGIN", `GRANT other_login TO ${quotedName(issuer)}`],
    tries: (names) => [setPassword(names, "other_login")],
    ends: NO_LOGIN,
  },
  {
    name: "sets the password of a login that somebody else administrates",
    given: ({ outsider }) => [
      "CREATE ROLE other_login LOGIN",
      `GRANT other_login TO ${quotedName(outsider)} WITH ADMIN OPTION`,
    ],
    tries: (names) => [setPassword(names, "other_login")],
    ends: NO_LOGIN,
  },
  {
    name: "sets the password of a static role's login that ends",
    given: (names) => [...staticLogin(names), likeALease(STATIC_LOGIN)],
    tries: (names) => [setPassword(names, STATIC_LOGIN)],
    ends: NO_LOGIN,
  },
  ...([null, "", "correct horse", `${VERIFIER}' SUPERUSER --`] as const).map((verifier): Way => ({
    name: `sets ${verifier === null ? "no password" : `a password such as "${verifier.slice(-12)}"`} for a static role`,
    given: staticLogin,
    tries: (names) => [setPassword(names, STATIC_LOGIN, verifier)],
    ends: /^42501: the password of other_login is no SCRAM verifier$/,
  })),
];

/** Ways to renew, to end, and to give another password to whom the account doesn't issue. */
export const ENDING_WAYS: readonly Way[] = [...ENDING, ...RENEWING, ...GONE, ...LEASES, ...PASSWORDS];
