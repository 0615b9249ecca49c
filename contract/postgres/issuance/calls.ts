import {
  DESCRIBED_COLUMNS,
  describedRolesSql,
  issuerOfLease,
} from "../../../constructs/postgres/statements/issuing-functions";
import { quotedName, quotedText } from "../../../constructs/postgres/statements/quoted";
import type { Names } from "./way";

/** A SCRAM verifier. Nobody has to log in by it. */
export const VERIFIER = `SCRAM-SHA-256$4096:${"A".repeat(22)}==$${"A".repeat(43)}=:${"A".repeat(43)}=`;

/** What is given in place of what Vault gives. As SQL, where it is no text. */
interface Issue {
  readonly name?: string | null;
  readonly role?: string | null;
  readonly verifier?: string | null;
  readonly expires?: string;
}

export const IN_A_MINUTE = "pg_catalog.now() + interval '1 minute'";

const text = (value: string | null) => (value === null ? "NULL" : quotedText(value));

export const call = ({ schema }: Names, name: string, ...args: readonly string[]) =>
  `SELECT ${quotedName(schema)}.${name}(${args.join(", ")})`;

/** `issue`, as Vault calls it but for what is given. */
export function issue(names: Names, given: Issue = {}, as = "issue"): string {
  const { name = names.newName, role = names.role, verifier = VERIFIER, expires = IN_A_MINUTE } = given;
  return call(names, as, text(name), text(role), text(verifier), expires);
}

export function renew(names: Names, given: Omit<Issue, "verifier"> = {}, as = "renew"): string {
  const { name = names.lease, role = names.role, expires = IN_A_MINUTE } = given;
  return call(names, as, text(name), text(role), expires);
}

/** A function of a login alone. None but `issue` calls that of an issuer by which the account leaves it. */
export const on = (names: Names, name: string, login: string | null) =>
  call(names, name === "leave" ? ownFunction(names, name, login ?? "") : name, text(login));

export const setPassword = (
  names: Names,
  login: string | null,
  verifier: string | null = VERIFIER,
  as = "set_password",
) => call(names, as, text(login), text(verifier));

/** The function that an issuer owns, and that of `name` calls for a login. */
export const ownFunction = (names: Names, name: string, login: string) => `${name}_${numberOf(names, login)}`;

/** The number of the issuer that makes the role of a name. */
export function numberOf({ issuer }: Names, name: string): number {
  return Number(issuerOfLease(issuer, name).slice(issuer.length + 1));
}

export const STATIC_LOGIN = "other_login";

/** What makes the login of a static role: the account rotates its password. */
export const staticLogin = ({ issuer }: Names) => [
  `CREATE ROLE ${STATIC_LOGIN} LOGIN`,
  `GRANT ${STATIC_LOGIN} TO ${quotedName(issuer)} WITH ADMIN OPTION`,
];

/** What lets every role of Vault lease names of another pattern. */
export function describedBy(names: Names, pattern: string): string {
  const roles = names.roles.map((role) => ({ ...role, pattern }));
  return `CREATE OR REPLACE FUNCTION ${quotedName(names.schema)}.described_roles() RETURNS TABLE (${DESCRIBED_COLUMNS})
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS ${quotedText(describedRolesSql({ ...names, roles }))}`;
}

/** Lets somebody log in until next year: as leased roles do. */
export const likeALease = (role: string) =>
  `ALTER ROLE ${quotedName(role)} LOGIN VALID UNTIL '${new Date().getUTCFullYear() + 1}-01-01'`;

/** Gives a role an expiry that has to be computed. */
export const validUntil = (role: string, expires: string) =>
  `DO $do$ BEGIN EXECUTE pg_catalog.format('ALTER ROLE %I VALID UNTIL %L', ${quotedText(role)}, ${expires}); END $do$`;
