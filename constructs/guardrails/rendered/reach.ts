import type { AccessManifest } from "../../access/access-manifest";
import { texts } from "./literal";
import { readPolicy } from "../../../policies/read-policy";
import { PolicySyntaxError } from "../../../policies/policy-syntax";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * How something that nobody described reaches what is described, in words. Nothing where it is apart from that.
 *
 * @param args its arguments, as far as they are known before Terraform runs
 */
export function reachOf(type: string, args: Arguments, access: AccessManifest): string | undefined {
  if (type === "vault_policy") return reachOfPolicy(String(args.policy), access);
  return type.startsWith("vault_") ? reachInVault(type, args, access) : reachInPostgres(type, args, access);
}

/** The mounts that are described. */
function mountsOf({ engines, transitEngines, authMethods }: AccessManifest): string[] {
  return [
    ...[...engines, ...transitEngines].map(({ path }) => path),
    ...authMethods.map(({ path }) => `auth/${path}`),
  ];
}

/** Where whoever writes gets at any mount. */
const OVER_ALL = ["sys/leases/", "sys/policies/acl/", "sys/policy/", "sys/raw/", "sys/remount"];
const WRITES = ["create", "update", "patch", "delete", "sudo"];

function reachOfPolicy(text: string, access: AccessManifest): string | undefined {
  // What others write is not known.
  if (text.includes("${")) return undefined;
  const mounts = mountsOf(access);
  const found = rulesOf(text)?.find(({ path, capabilities }) => {
    const isWritten = capabilities.some((each) => WRITES.includes(each));
    const over = isWritten ? [...OVER_ALL, ...mounts.map((mount) => `sys/mounts/${mount}`)] : [];
    return [...mounts.map((mount) => `${mount}/`), ...over].some((start) => isBelow(path, start));
  });
  if (!rulesOf(text)) return "its policy can't be read";
  return found && `its policy allows ${found.capabilities.join(", ")} on ${found.path}`;
}

function rulesOf(text: string) {
  try {
    return readPolicy(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return undefined;
    throw error;
  }
}

/** Whether a path of a policy is for something below another path: in it, `+` is for one segment, and `*` at its end for all. */
function isBelow(pattern: string, start: string): boolean {
  const [given, wanted] = [pattern.replace(/^\/+/, "").split("/"), start.split("/")];
  for (const [index, segment] of wanted.entries()) {
    const own = given[index];
    if (own === undefined) return segment === "";
    const isLast = index === given.length - 1;
    if (isLast && own.endsWith("*")) return segment.startsWith(own.slice(0, -1)) || segment === "";
    if (segment !== "" && own !== "+" && own !== segment) return false;
  }
  return true;
}

function reachInVault(type: string, args: Arguments, access: AccessManifest): string | undefined {
  const mounts = mountsOf(access);
  const isMount = type === "vault_mount" || type === "vault_auth_backend";
  const places = isMount ? [] : [args.backend, args.path, args.mount].map(String);
  const mount = mounts.find((each) =>
    places.some((place) =>
      [place, `auth/${place}`].some((path) => path === each || path.startsWith(`${each}/`)),
    ),
  );
  if (mount !== undefined) return `it is in ${mount}`;
  const policies = access.workloads.map(({ policy }) => policy);
  const given = Object.entries(args).flatMap(([name, value]) => (/policies$/.test(name) ? texts(value) : []));
  const policy = given.find((each) => policies.includes(each));
  return policy && `it gives policy ${policy} of a workload`;
}

function reachInPostgres(type: string, args: Arguments, access: AccessManifest): string | undefined {
  const { role, roles, grant_role, owner } = args;
  const owns = type === "postgresql_default_privileges" ? [] : texts(owner);
  const described = rolesOf(access);
  const found = [...texts(role), ...texts(roles), ...texts(grant_role), ...owns].find((each) =>
    described.has(each),
  );
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
