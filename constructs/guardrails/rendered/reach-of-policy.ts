import type { AccessManifest } from "../../access/access-manifest";
import { readPolicy } from "../../../policies/read-policy";
import { PolicySyntaxError } from "../../../policies/policy-syntax";

type Rule = Pick<ReturnType<typeof readPolicy>[number], "path" | "capabilities">;

/** Where whoever writes gets at any mount. */
const OVER_ALL = ["sys/leases/", "sys/revoke", "sys/revoke-prefix/", "sys/revoke-force/", "sys/remount"];
/** Where whoever writes gives somebody a policy, or gives a policy more. */
const OVER_POLICIES = ["sys/policies/acl/", "sys/policy/", "auth/token/roles/"];
const OVER_IDENTITIES = ["entity", "entity-alias", "group", "group-alias"].map((each) => `identity/${each}`);
/** Where whoever is more than a user makes a token with any policy. */
const MAKES_TOKENS = ["auth/token/create", "auth/token/create-orphan"];
/** Where whoever reads sees everything. */
const SHOWS_ALL = ["sys/raw/"];
const WRITES = ["create", "update", "patch", "delete", "sudo"];

/** The mounts that are described. */
export function mountsOf({ engines, transitEngines, authMethods }: AccessManifest): string[] {
  return [
    ...[...engines, ...transitEngines].map(({ path }) => path),
    ...authMethods.map(({ path }) => `auth/${path}`),
  ];
}

/** How a policy reaches what is described, in words. Nothing where it doesn't, or others write it whole. */
export function reachOfPolicy(text: string, access: AccessManifest): string | undefined {
  // What an expression in it comes to may be anything.
  const known = text.replaceAll(/\$\{[^}]*\}/g, "+");
  if (known.trim() === "+") return undefined;
  const rules = rulesOf(known);
  if (!rules) return "its policy can't be read";
  const found = rules.find((rule) => placesFor(rule, access).some((place) => isBelow(rule.path, place)));
  return found && `its policy allows ${found.capabilities.join(", ")} on ${found.path}`;
}

/** Whether whoever writes at a path changes who may read what is described. */
export function isOverDescribed(path: string, access: AccessManifest): boolean {
  const places = [...OVER_ALL, ...OVER_POLICIES, ...settingsOf(access)];
  return places.some((place) => isBelow(path, place));
}

function placesFor({ capabilities }: Rule, access: AccessManifest): string[] {
  const isWritten = capabilities.some((each) => WRITES.includes(each));
  return [
    ...mountsOf(access).map((mount) => `${mount}/`),
    ...SHOWS_ALL,
    ...(isWritten ? [...OVER_ALL, ...OVER_POLICIES, ...OVER_IDENTITIES, ...settingsOf(access)] : []),
    ...(isWritten && capabilities.includes("sudo") ? MAKES_TOKENS : []),
  ];
}

/** Where mounts that are described are set, and what passwords are made by. */
function settingsOf(access: AccessManifest): string[] {
  return [
    ...mountsOf(access).flatMap((mount) => [
      `sys/mounts/${mount}`,
      ...(mount.startsWith("auth/") ? [`sys/${mount}`] : []),
    ]),
    ...access.passwordPolicies.map(({ name }) => `sys/policies/password/${name}`),
  ];
}

function rulesOf(text: string): readonly Rule[] | undefined {
  try {
    return readPolicy(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether a path of a policy is for something below another path: in it, `+` is for one segment, so may be what Vault puts in
 * place of `{{…}}`, and `*` at its end is for all.
 */
function isBelow(pattern: string, start: string): boolean {
  const [given, wanted] = [pattern.replace(/^\/+/, "").split("/"), start.split("/")];
  for (const [index, segment] of wanted.entries()) {
    const own = given[index];
    if (own === undefined) return segment === "";
    const isLast = index === given.length - 1;
    const isAny = own === "+" || own.includes("{{");
    if (isLast && own.endsWith("*")) return isAny || segment.startsWith(own.slice(0, -1)) || segment === "";
    if (segment !== "" && !isAny && own !== segment) return false;
  }
  return true;
}
