import { issuerOfLease } from "../../../constructs/postgres/statements/issuing-functions";
import { quotedName, quotedText } from "../../../constructs/postgres/statements/quoted";
import {
  IN_A_MINUTE,
  issue,
  on,
  renew,
  setPassword,
  STATIC_LOGIN,
  staticLogin,
  validUntil,
  VERIFIER,
} from "./calls";
import type { Names, Way } from "./way";

const LATER = `${IN_A_MINUTE} + interval '1 minute'`;

/** What `issue` makes, by statements of the issuer itself. */
function made(names: Names, name: string, vaultRole: string): string[] {
  const role = names.roles.find((each) => each.name === vaultRole);
  if (!role) throw new Error(`${vaultRole} is not described`);
  // PostgreSQL 15 has no such option.
  const withoutSetRole = names.version < 16 ? "" : " WITH SET FALSE";
  const leased = quotedName(name);
  return [
    `SET LOCAL SESSION AUTHORIZATION ${quotedName(issuerOfLease(names.issuer, name))}`,
    `CREATE ROLE ${leased} LOGIN INHERIT PASSWORD '${VERIFIER}'`,
    validUntil(name, IN_A_MINUTE),
    `GRANT ${quotedName(role.group)} TO ${leased}${role.actsAsGroup ? "" : withoutSetRole}`,
    ...role.settings.map((setting) => `ALTER ROLE ${leased} ${setting}`),
    "SET LOCAL SESSION AUTHORIZATION DEFAULT",
    ...(role.actsAsGroup ? [`ALTER ROLE ${leased} SET role = ${quotedText(role.group)}`] : []),
  ];
}

const withoutGroup = ({ lease, group, issuer }: Names) =>
  `REVOKE ${quotedName(group)} FROM ${quotedName(lease)} GRANTED BY ${quotedName(issuer)}`;

const OF_ITS_LEASE: readonly Way[] = [
  {
    name: "renews its lease",
    tries: (names) => [renew(names, { expires: LATER })],
    ends: ({ lease }) => [validUntil(lease, LATER)],
  },
  {
    name: "closes its lease",
    tries: (names) => [on(names, "close_login", names.lease)],
    ends: ({ lease }) => [`ALTER ROLE ${quotedName(lease)} NOLOGIN`],
  },
  {
    name: "ends its lease",
    tries: (names) => [on(names, "end_lease", names.lease)],
    ends: ({ lease }) => [`DROP OWNED BY ${quotedName(lease)}`, `DROP ROLE ${quotedName(lease)}`],
  },
  {
    name: "leaves its lease",
    given: ({ account, lease, issuer }) => [
      `SET LOCAL SESSION AUTHORIZATION ${quotedName(issuerOfLease(issuer, lease))}`,
      `GRANT ${quotedName(lease)} TO ${quotedName(account)}`,
      "SET LOCAL SESSION AUTHORIZATION DEFAULT",
    ],
    tries: (names) => [on(names, "leave", names.lease)],
    ends: ({ account, lease, issuer }) => [
      `REVOKE ${quotedName(lease)} FROM ${quotedName(account)} GRANTED BY ${quotedName(issuerOfLease(issuer, lease))}`,
    ],
  },
];

/** What the account may call: refusals show something only where this is let through. */
export const RIGHT_CALLS: readonly Way[] = [
  {
    name: "issues what is described",
    tries: (names) => [issue(names)],
    ends: (names) => made(names, names.newName, names.role),
  },
  {
    name: "issues what is described of another role",
    tries: (names) => [issue(names, { name: names.otherName, role: names.otherRole })],
    ends: (names) => made(names, names.otherName, names.otherRole),
  },
  ...OF_ITS_LEASE,
  // Before PostgreSQL 16 it is a member of its group alone that tells who made it.
  ...OF_ITS_LEASE.map((way): Way => ({
    ...way,
    name: `${way.name}, whose group somebody has taken away`,
    since: 16,
    given: (names) => [...(way.given?.(names) ?? []), withoutGroup(names)],
  })),
  {
    name: "issues for as long as its role may be valid",
    tries: (names) => [
      issue(names, { expires: `pg_catalog.now() + interval '${names.maxTtl} seconds'` }),
      on(names, "end_lease", names.newName),
    ],
    ends: () => [],
  },
  {
    name: "sets the password of a static role's login",
    given: staticLogin,
    tries: (names) => [setPassword(names, STATIC_LOGIN)],
    ends: () => [`ALTER ROLE ${STATIC_LOGIN} PASSWORD '${VERIFIER}'`],
  },
];
