import {
  CALLER_FUNCTIONS,
  ISSUER_FUNCTIONS,
} from "../../../constructs/postgres/statements/issuing-functions";
import { quotedName } from "../../../constructs/postgres/statements/quoted";
import { call } from "./calls";
import type { Names, Way } from "./way";

const nulls = (args: readonly string[]) => args.map((arg) => `NULL::${arg.replace(/^\w+ /, "")}`);

/** What is in the schema, as somebody calls it who has no arguments. */
const CALLS = [
  ...CALLER_FUNCTIONS.map(({ name, args }) => [name, nulls(args)] as const),
  ...ISSUER_FUNCTIONS.map(({ name, args }) => [`${name}_0`, nulls(args)] as const),
  ["described_roles", []] as const,
  ["install", []] as const,
];

const opened = ({ schema }: Names) => [`GRANT USAGE ON SCHEMA ${quotedName(schema)} TO PUBLIC`];

const WHO: readonly (readonly [who: string, name: (names: Names) => string])[] = [
  ["a leased role", ({ lease }) => lease],
  ["a group", ({ group }) => group],
  ["the owner", ({ owner }) => owner],
  ["somebody else", ({ outsider }) => outsider],
];

/** Ways of those who may call nothing in the schema. */
export const LEASED_WAYS: readonly Way[] = [
  ...WHO.map(([who, by]): Way => ({
    name: `${who} calls what issues`,
    by,
    tries: (names) => [call(names, "issue", "'a'", "'b'", "'c'", "now()")],
    ends: /^42501: permission denied for schema /,
  })),
  // That nobody may use the schema is one wall; that nobody may execute what is in it, another.
  ...CALLS.map(([name, args]): Way => ({
    name: `a leased role that may use the schema calls ${name}`,
    needsInstall: name === "install",
    given: opened,
    by: ({ lease }) => lease,
    tries: (names) => [call(names, name, ...args)],
    // Those that call the functions of issuers could be called in vain.
    ends: new RegExp(`^42501: permission denied for function ${name}$`),
  })),
  ...["leave", "renew", "close_login", "end_lease", "install"].map((name): Way => ({
    name: `an issuer calls ${name} of another`,
    needsInstall: name === "install",
    by: ({ issuer }) => `${issuer}_1`,
    tries: (names) => {
      const called = name === "install" ? name : `${name}_0`;
      const args = CALLS.find(([each]) => each === called)?.[1] ?? [];
      return [call(names, called, ...args)];
    },
    ends: /^42501: permission denied for function /,
  })),
  {
    name: "an issuer makes something in the schema",
    by: ({ issuer }) => `${issuer}_0`,
    tries: ({ schema }) => [
      `CREATE FUNCTION ${quotedName(schema)}.own() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ],
    ends: /^42501: permission denied for schema /,
  },
  {
    name: "who deploys acts as an issuer, now that it has made the functions",
    needsInstall: true,
    by: ({ deployer }) => deployer,
    tries: ({ issuer }) => [`SET LOCAL ROLE ${quotedName(`${issuer}_0`)}`],
    ends: /^42501: permission denied to set role /,
  },
  {
    name: "a leased role makes itself the account's",
    by: ({ lease }) => lease,
    tries: ({ account, lease }) => [`GRANT ${quotedName(account)} TO ${quotedName(lease)}`],
    ends: /^42501: (must have admin option on role|permission denied to grant role) /,
  },
  {
    name: "a leased role moves its expiry",
    by: ({ lease }) => lease,
    tries: ({ lease }) => [`ALTER ROLE ${quotedName(lease)} VALID UNTIL 'infinity'`],
    ends: /^42501: permission denied/,
  },
];
