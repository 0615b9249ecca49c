import { issuerOfLease } from "../../../constructs/postgres/statements/issuing-functions";
import { quotedName } from "../../../constructs/postgres/statements/quoted";
import { IN_A_MINUTE, issue, on, renew, setPassword, validUntil, VERIFIER } from "./calls";
import type { Way } from "./way";

const LATER = `${IN_A_MINUTE} + interval '1 minute'`;

/** What the account may call: refusals show something only where this is let through. */
export const RIGHT_CALLS: readonly Way[] = [
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
    given: (names) => [
      `SET LOCAL SESSION AUTHORIZATION ${quotedName(names.account)}`,
      issue(names),
      "SET LOCAL SESSION AUTHORIZATION DEFAULT",
    ],
    tries: (names) => [on(names, "leave", names.newName)],
    ends: (names) => [
      `REVOKE ${quotedName(names.newName)} FROM ${quotedName(names.account)} GRANTED BY ${quotedName(issuerOfLease(names.issuer, names.newName))}`,
    ],
  },
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
    given: ({ issuer }) => [
      "CREATE ROLE other_login LOGIN",
      `GRANT other_login TO ${quotedName(issuer)} WITH ADMIN OPTION`,
    ],
    tries: (names) => [setPassword(names, "other_login")],
    ends: () => [`ALTER ROLE other_login PASSWORD '${VERIFIER}'`],
  },
];
