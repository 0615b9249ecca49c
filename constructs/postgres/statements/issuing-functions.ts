import { createHash } from "node:crypto";
import { nameArray, quotedName, quotedText } from "./quoted";
import { CLOSE_LOGIN, endRole, STARTING } from "./revocation";

/** How many roles make leased roles, by turns. PostgreSQL walks through those that each of them made. */
export const ISSUER_COUNT = 64;

/** What the functions of one account are made from. */
export interface IssuingFunctions {
  /** The schema that they are in. */
  readonly schema: string;
  /** The only login that may execute them. */
  readonly account: string;
  /** The role with ADMIN OPTION on groups, owners and logins. The issuers, who own the functions, are its members. */
  readonly issuer: string;
  /** Who gets what leased roles made. */
  readonly owner: string;
  /** Those who get it instead from leased roles that act as them. */
  readonly otherOwners: readonly string[];
  /** Roles that are no leases, whatever they look like: a DBA may let an owner log in, and give it an expiry. */
  readonly groups: readonly string[];
  /** What may be issued. */
  readonly roles: readonly IssuedRole[];
}

/** What one of Vault's roles may issue. */
export interface IssuedRole {
  /** Its name in Vault. */
  readonly name: string;
  /** The role that its leased roles are members of. */
  readonly group: string;
  /** A regular expression for their names. */
  readonly pattern: string;
  /** How many seconds they may be valid. */
  readonly maxTtl: number;
  /** Whether their sessions act as their group. */
  readonly actsAsGroup: boolean;
  /** What `ALTER ROLE` gives each: `SET statement_timeout = 30000`. */
  readonly settings: readonly string[];
}

/** A function, all of whose names in its body are PostgreSQL's own or have their schema. */
export interface FunctionSql {
  readonly name: string;
  /** `leased name`. */
  readonly args: readonly string[];
  /** The type of what it returns. */
  readonly result: string;
  readonly body: string;
}

/** The names of the roles that make leased roles. */
export function issuerNames(issuer: string): string[] {
  return Array.from({ length: ISSUER_COUNT }, (_, index) => `${issuer}_${index}`);
}

/** What each issuer has of its own. */
export const ISSUER_FUNCTIONS = [
  {
    name: "issue",
    args: ["leased text", "vault_role text", "verifier text", "expires timestamp with time zone"],
    // The group that its sessions are to act as.
    result: "text",
    bodyOf: issueBody,
  },
  { name: "leave", args: ["leased text"], result: "void", bodyOf: leaveBody },
  {
    name: "renew",
    args: ["leased text", "vault_role text", "expires timestamp with time zone"],
    result: "void",
    bodyOf: renewBody,
  },
  { name: "close_login", args: ["leased text"], result: "void", bodyOf: closeBody },
  { name: "end_lease", args: ["leased text"], result: "void", bodyOf: endBody },
  { name: "set_password", args: ["login text", "verifier text"], result: "void", bodyOf: passwordBody },
] as const;

/** What Vault's statements call. */
export const CALLER_FUNCTIONS = ISSUER_FUNCTIONS.filter(({ name }) => name !== "leave");

/** SQL for what picks an issuer. */
const byteOf = (name: string) => `get_byte(sha256(convert_to(${name}, 'UTF8')), 0)`;

/** The role that makes a leased role of a name, as the functions pick it. */
export function issuerOfLease(issuer: string, leased: string): string {
  const [byte = 0] = createHash("sha256").update(leased).digest();
  return `${issuer}_${byte % ISSUER_COUNT}`;
}

/** What each issuer has of its own, and runs with its own rights. */
export function issuerFunctions(functions: IssuingFunctions): FunctionSql[] {
  return ISSUER_FUNCTIONS.map(({ bodyOf, ...each }) => ({ ...each, body: bodyOf(functions) }));
}

/** What runs as its caller, and calls that of the issuer whom a hash of the name picks. */
export function callerFunctions({ schema }: IssuingFunctions): FunctionSql[] {
  return CALLER_FUNCTIONS.map(({ name, args }) => {
    const names = args.map((arg) => arg.split(" ")[0] ?? "");
    const body =
      name === "issue"
        ? issueCallerBody(schema, names)
        : `BEGIN\n  ${callOfIssuer(schema, name, names)};\nEND`;
    return { name, args, result: "void", body };
  });
}

function callOfIssuer(
  schema: string,
  name: string,
  [first = "", ...others]: readonly string[],
  into = "",
): string {
  // The issuer refuses what has no name.
  const number = `${byteOf(`coalesce(${first}, '')`)} % ${ISSUER_COUNT}`;
  const places = [first, ...others].map((_, index) => `$${index + 1}`).join(", ");
  const call = quotedText(`SELECT ${quotedName(schema)}.${name}_%s(${places})`);
  return `EXECUTE format(${call}, ${number})${into} USING ${[first, ...others].join(", ")}`;
}

/**
 * No function with the rights of its owner may say what role a login acts as. Of a role that acts as its group Vault's account
 * becomes a member until it has said so, as the role itself, and has left it.
 */
function issueCallerBody(schema: string, args: readonly string[]): string {
  return `DECLARE
  acts_as text;
BEGIN
  ${callOfIssuer(schema, "issue", args, " INTO acts_as")};
  IF acts_as IS NOT NULL THEN
    EXECUTE format('SET LOCAL ROLE %I', leased);
    EXECUTE format('ALTER ROLE %I SET role = %L', leased, acts_as);
    SET LOCAL ROLE NONE;
    ${callOfIssuer(schema, "leave", ["leased"])};
  END IF;
END`;
}

/** What may be issued, a row each. */
export function describedRolesSql({ roles }: IssuingFunctions): string {
  const row = ({ name, group, pattern, maxTtl, actsAsGroup, settings }: IssuedRole) =>
    `(${[
      quotedText(name),
      quotedText(group),
      quotedText(pattern),
      `make_interval(secs => ${maxTtl})`,
      String(actsAsGroup),
      `ARRAY[${settings.map(quotedText).join(", ")}]::text[]`,
    ].join(", ")})`;
  // Before there are any, none may be issued.
  const none = "SELECT NULL, NULL, NULL, NULL::interval, NULL::boolean, NULL::text[] WHERE false";
  return roles.length ? `VALUES\n  ${roles.map(row).join(",\n  ")}` : none;
}

/** Its columns. */
export const DESCRIBED_COLUMNS =
  "vault_role text, group_role text, pattern text, max_ttl interval, acts_as_group boolean, settings text[]";

const refuse = (message: string, ...values: string[]) =>
  `RAISE EXCEPTION ${[quotedText(message), ...values].join(", ")} USING ERRCODE = 'insufficient_privilege';`;

// No backslash: a caller can change what it means. What PostgreSQL can't decode, it would take for the password itself.
const VERIFIER =
  "'^SCRAM-SHA-256[$][1-9][0-9]{3,8}:([A-Za-z0-9+/]{4}){4,}([A-Za-z0-9+/]{2}[A-Za-z0-9+/=]=)?[$][A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'";

const checkVerifier = (login: string) => `  IF verifier IS NULL OR verifier !~ ${VERIFIER} THEN
    ${refuse("the password of % is no SCRAM verifier", login)}
  END IF;`;

function readDescribed({ schema }: IssuingFunctions): string {
  return `  SELECT * INTO described FROM ${quotedName(schema)}.described_roles() d WHERE d.vault_role = $2;
  IF NOT FOUND THEN
    ${refuse("no role of Vault with the name % is described", "$2")}
  END IF;`;
}

// Vault adds five seconds, and its clock may be ahead.
const CHECK_EXPIRY = `  IF expires IS NULL OR NOT isfinite(expires)
      OR expires > clock_timestamp() + described.max_ttl + interval '5 minutes' THEN
    ${refuse("% may not be valid until %, but for %", "leased", "expires", "described.max_ttl")}
  END IF;`;

// In whatever style its caller reads dates.
const EXPIRY = `to_char(expires AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US"+00"')`;

function issueBody(functions: IssuingFunctions): string {
  return `DECLARE
  described record;
  setting text;
BEGIN
${readDescribed(functions)}
  IF leased IS NULL OR octet_length(leased) > 63 OR leased !~ described.pattern THEN
    ${refuse("% is no name of a leased role of %", "leased", "$2")}
  END IF;
  IF CURRENT_USER <> ${quotedText(`${functions.issuer}_`)} || ${byteOf("leased")} % ${ISSUER_COUNT} THEN
    ${refuse("% is issued by another issuer", "leased")}
  END IF;
${checkVerifier("leased")}
${CHECK_EXPIRY}
  -- Its caller can say what whoever makes a role is granted.
  IF current_setting('createrole_self_grant', true) <> '' THEN
    PERFORM set_config('createrole_self_grant', '', true);
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN INHERIT PASSWORD %L VALID UNTIL %L', leased, verifier, ${EXPIRY});
  EXECUTE format('GRANT %I TO %I', described.group_role, leased)
    -- A session that has done SET ROLE has its group's rights also when its own role is gone. PostgreSQL 15 has no such option.
    || CASE WHEN described.acts_as_group OR current_setting('server_version_num')::int < 160000 THEN '' ELSE ' WITH SET FALSE' END;
  IF described.acts_as_group THEN
    EXECUTE format('GRANT %I TO %I', leased, ${quotedText(functions.account)})
      || CASE WHEN current_setting('server_version_num')::int < 160000 THEN '' ELSE ' WITH INHERIT FALSE' END;
  END IF;
  FOREACH setting IN ARRAY described.settings LOOP
    EXECUTE format('ALTER ROLE %I ', leased) || setting;
  END LOOP;
  RETURN CASE WHEN described.acts_as_group THEN described.group_role END;
END`;
}

function leaveBody(functions: IssuingFunctions): string {
  return `BEGIN
${refuseOther(functions)}
  EXECUTE format('REVOKE %I FROM %I', leased, ${quotedText(functions.account)});
END`;
}

/**
 * Whether an issuer made the role, or made it a member of its group, for a while. OFFSET keeps PostgreSQL from reading all that an
 * issuer granted instead, which took 2.5 ms with 10,000 live leases.
 */
function isLease(functions: IssuingFunctions): string {
  const { issuer } = functions;
  const issuers = `(SELECT i.oid FROM pg_roles i WHERE i.rolname IN (CURRENT_USER, ${quotedText(issuer)}))`;
  return `EXISTS (SELECT FROM pg_roles l WHERE l.rolname = leased::name AND l.rolvaliduntil < 'infinity'
    AND l.rolname <> ALL (${nameArray(others(functions))}) AND (
      EXISTS (SELECT FROM (SELECT grantor FROM pg_auth_members WHERE member = l.oid OFFSET 0) m WHERE m.grantor IN ${issuers})
      OR EXISTS (SELECT FROM (SELECT member FROM pg_auth_members WHERE roleid = l.oid AND admin_option OFFSET 0) m
        WHERE m.member IN ${issuers})))`;
}

const others = ({ account, owner, otherOwners, groups }: IssuingFunctions) => [
  ...new Set([account, owner, ...otherOwners, ...groups]),
];

/** What is gone already, is ended. */
const refuseOther = (functions: IssuingFunctions) => `  IF NOT ${isLease(functions)} THEN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = leased) THEN
      ${refuse("% is no lease of this account", "leased")}
    END IF;
    RETURN;
  END IF;`;

function renewBody(functions: IssuingFunctions): string {
  return `DECLARE
  described record;
BEGIN
${readDescribed(functions)}
  IF NOT coalesce(${isLease(functions)}, false) OR leased !~ described.pattern THEN
    ${refuse("% is no lease of %", "leased", "$2")}
  END IF;
${CHECK_EXPIRY}
  EXECUTE format('ALTER ROLE %I VALID UNTIL %L', leased, ${EXPIRY});
END`;
}

function closeBody(functions: IssuingFunctions): string {
  return `BEGIN
${refuseOther(functions)}
${CLOSE_LOGIN}
END`;
}

function endBody(functions: IssuingFunctions): string {
  const { owner, otherOwners } = functions;
  const heir = otherOwners.length
    ? `coalesce((SELECT o.rolname FROM pg_auth_members m JOIN pg_roles o ON o.oid = m.roleid JOIN pg_roles l ON l.oid = m.member
      WHERE l.rolname = leased AND o.rolname = ANY (${nameArray(otherOwners)}) LIMIT 1), ${quotedText(owner)})`
    : quotedText(owner);
  return `DECLARE
  ${STARTING}
BEGIN
${refuseOther(functions)}
${endRole(heir)}
END`;
}

/** Of a login that the issuer was made an administrator of: no group, no owner, and no lease, which has an expiry. */
function passwordBody(functions: IssuingFunctions): string {
  const { issuer } = functions;
  return `BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles l, pg_auth_members m, pg_roles i
      WHERE l.rolname = login AND l.rolcanlogin AND coalesce(l.rolvaliduntil, 'infinity') = 'infinity'
        AND l.rolname <> ALL (${nameArray(others(functions))})
        AND i.rolname = ${quotedText(issuer)} AND m.roleid = l.oid AND m.member = i.oid AND m.admin_option) THEN
    ${refuse("% is no login of a static role", "login")}
  END IF;
${checkVerifier("login")}
  EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
END`;
}
