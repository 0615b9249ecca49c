import type { AccessManifest } from "../../access/access-manifest";
import { hostsOf } from "../../access/endpoint-description";
import { texts } from "./literal";
import { isOverDescribed, mountsOf, reachOfPolicy } from "./reach-of-policy";
import { entries } from "./resources";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * How something that nobody described reaches what is described, in words. Nothing where it is apart from that.
 *
 * @param args its arguments, as far as they are known before Terraform runs
 */
export function reachOf(type: string, args: Arguments, access: AccessManifest): string | undefined {
  if (type === "vault_policy") return nameTaken(args, access) ?? reachOfPolicy(String(args.policy), access);
  return type.startsWith("vault_") ? reachInVault(type, args, access) : reachInPostgres(type, args, access);
}

/** Of two policies of one name, the one that is written last counts. */
function nameTaken({ name }: Arguments, { workloads }: AccessManifest): string | undefined {
  const taken = workloads.find(({ policy }) => policy === String(name).toLowerCase());
  return taken && `it has the name of policy ${taken.policy} of a workload`;
}

function reachInVault(type: string, args: Arguments, access: AccessManifest): string | undefined {
  const isMount = ["vault_mount", "vault_auth_backend", "vault_jwt_auth_backend"].includes(type);
  const places = isMount ? [] : [args.backend, args.path, args.mount].map(String);
  const mount = mountsOf(access).find((each) =>
    places.some((place) =>
      [place, `auth/${place}`].some((path) => path === each || path.startsWith(`${each}/`)),
    ),
  );
  if (mount !== undefined) return `it is in ${mount}`;
  if (type.startsWith("vault_generic_") && isOverDescribed(String(args.path), access))
    return `it writes ${String(args.path)}`;
  const policy = policyGiven(args, access);
  if (policy !== undefined) return `it gives policy ${policy} of a workload`;
  return type.startsWith("vault_database_") ? reachInDatabase(args, access) : undefined;
}

/** A workload's policy that it gives to somebody. Vault has all policies in small letters. */
function policyGiven(args: Arguments, { workloads }: AccessManifest): string | undefined {
  const written = typeof args.data_json === "string" ? parsed(args.data_json) : undefined;
  const given = [args, written].flatMap((each) => textsNamed(/policies(_glob)?$/, each));
  const patterns = given.flatMap((each) => each.toLowerCase().split(",")).map((each) => each.trim());
  return workloads
    .map(({ policy }) => policy)
    .find((policy) =>
      patterns.some((each) => each === policy || (/.\*$/.test(each) && policy.startsWith(each.slice(0, -1)))),
    );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** By a connection or a role in an engine of somebody's own. */
function reachInDatabase(args: Arguments, access: AccessManifest): string | undefined {
  const urls = textsNamed(/^connection_url$/, args);
  const hosts = access.connections
    .flatMap(({ endpoint }) => (endpoint ? hostsOf(endpoint) : []))
    .map(({ host }) => host);
  const isElsewhere =
    urls.length > 0 && ![...urls, ...hosts].join().includes("${") && !urls.some((url) => names(url, hosts));
  const described = [...rolesOf(access)].filter((role) => role.toLowerCase() !== "public");
  const logins = [
    ...textsNamed(/^username$/, args),
    ...urls.map((url) => /\/\/([^:@/]+)/.exec(url)?.[1] ?? ""),
  ];
  const login = described.find((role) => logins.includes(role));
  if (login !== undefined && !isElsewhere) return `it logs in as ${login}`;
  const named = described.find((role) => textsNamed(/_statements$/, args).some((sql) => names(sql, [role])));
  return named && `its statements name ${named}`;
}

function names(text: string, words: readonly string[]): boolean {
  return text.split(/[^\w.-]+/).some((word) => words.includes(word));
}

/** The texts of arguments of some names, however deep. */
function textsNamed(name: RegExp, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => textsNamed(name, each));
  return entries(value).flatMap(([key, inner]) => (name.test(key) ? texts(inner) : textsNamed(name, inner)));
}

function reachInPostgres(type: string, args: Arguments, access: AccessManifest): string | undefined {
  // Whoever owns what default privileges are for gives them, and gets nothing.
  const owner = type === "postgresql_default_privileges" ? "" : "|owner|server_owner";
  const given = textsNamed(new RegExp(`^(role|roles|grant_role|user_name${owner})$`), args);
  const described = rolesOf(access);
  const found = given.find((each) => described.has(each));
  return found && `it gives something to ${found}, or something of it to others`;
}

/** The roles that are described, and whatever everybody may do. */
function rolesOf({ databases, staticRoles, breakGlass }: AccessManifest): ReadonlySet<string> {
  return new Set([
    ...["public", "PUBLIC"],
    ...databases.flatMap(({ owner, otherOwners = [], groups, account, issuer, publicRole }) => [
      ...[owner, account, issuer, publicRole ?? owner],
      ...[...otherOwners, ...groups].map(({ role }) => role),
    ]),
    ...staticRoles.map(({ userName }) => userName),
    ...breakGlass.map(({ role }) => role),
  ]);
}
