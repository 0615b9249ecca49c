import {
  type RenderedStack,
  type RenderedResource,
} from "../../constructs/guardrails/rendered/rendered-stack";

type Attributes = Readonly<Record<string, unknown>>;

/** What somebody would type to make the same in Vault. */
export interface VaultCommands {
  /** What they stand under. @default "The same by the Vault command line" */
  readonly heading?: string;
  /** One for each resource. */
  readonly commands: readonly string[];
  /** Files that they read, by name: statements of more than one line. */
  readonly files: ReadonlyMap<string, string>;
}

export function vaultCommands(stack: RenderedStack, without?: RegExp): VaultCommands {
  const files = new Map<string, string>();
  const commands = stack.resources
    .filter(({ type, address }) => type.startsWith("vault_") && !without?.test(address))
    .map((resource) => command(resource, withFiles(resolved(resource.attributes, stack), files)));
  return { commands, files };
}

/** Puts texts of several lines into files, each once, which Vault's command line reads by `name=@file`. */
function withFiles(args: Attributes, files: Map<string, string>): Attributes {
  const fileFor = (name: string, text: string, index: number) => {
    const [known] = [...files].find(([, each]) => each === text) ?? [`${name}-${index + 1}.sql`];
    files.set(known, text);
    return `@${known}`;
  };
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      name.endsWith("_statements") && Array.isArray(value)
        ? value.map((each: string, index) => (each.includes("\n") ? fileFor(name, each, index) : each))
        : value,
    ]),
  );
}

function command({ type }: RenderedResource, args: Attributes): string {
  switch (type) {
    case "vault_mount":
      return ["vault secrets enable", ...mountOptions(args), args.type].join(" ");
    case "vault_transit_secret_backend_key":
      return [
        `vault write -f ${args.backend}/keys/${args.name}`,
        write(`${args.backend}/keys/${args.name}/config`, without(args, "backend", "name")),
      ].join("\n");
    case "vault_auth_backend":
      return `vault auth enable -path=${args.path} ${args.type}`;
    case "vault_audit":
      return `vault audit enable -path=${args.path} ${args.type} ${pairs(args.options as Attributes).join(" ")}`;
    case "vault_policy":
      return `vault policy write ${args.name} - <<'EOF'\n${args.policy}\nEOF`;
    case "vault_password_policy":
      return write(`sys/policies/password/${args.name}`, { policy: args.policy });
    case "vault_quota_rate_limit":
      return write(`sys/quotas/rate-limit/${args.name}`, without(args, "name"));
    case "vault_generic_endpoint":
      return `vault write -f ${args.path}`;
    case "vault_database_secret_backend_connection":
      return write(`${args.backend}/config/${args.name}`, connectionArguments(args));
    case "vault_database_secret_backend_role":
      return write(`${args.backend}/roles/${args.name}`, without(args, "backend", "name"));
    case "vault_database_secret_backend_static_role":
      return write(`${args.backend}/static-roles/${args.name}`, without(args, "backend", "name"));
    case "vault_approle_auth_backend_role":
    case "vault_kubernetes_auth_backend_role":
      return write(`auth/${args.backend}/role/${args.role_name}`, without(args, "backend", "role_name"));
    case "vault_jwt_auth_backend":
      return [
        `vault auth enable -path=${args.path} ${args.type}`,
        write(`auth/${args.path}/config`, without(args, "path", "type")),
      ].join("\n");
    case "vault_jwt_auth_backend_role":
      return writeJson(`auth/${args.backend}/role/${args.role_name}`, jwtRole(args));
    case "vault_token_auth_backend_role":
      return write(`auth/token/roles/${args.role_name}`, without(args, "role_name"));
    case "vault_kubernetes_auth_backend_config":
      return write(`auth/${args.backend}/config`, without(args, "backend"));
    default:
      throw new Error(`no command for ${type}`);
  }
}

function mountOptions({
  path,
  default_lease_ttl_seconds: ttl,
  max_lease_ttl_seconds: most,
}: Attributes): string[] {
  return [`-path=${path}`, ...(ttl ? [`-default-lease-ttl=${ttl}s -max-lease-ttl=${most}s`] : [])];
}

function connectionArguments(args: Attributes): Attributes {
  const { password_wo: _, password_wo_version: __, ...settings } = args.postgresql as Record<string, unknown>;
  const { allowed_roles, root_rotation_statements, verify_connection, data } = args;
  const own = {
    allowed_roles,
    root_rotation_statements,
    verify_connection,
    ...(data as Attributes | undefined),
  };
  return { plugin_name: "postgresql-database-plugin", ...own, ...settings, password: "…" };
}

function write(path: string, args: Attributes): string {
  return [`vault write ${path}`, ...pairs(args)].join(" \\\n  ");
}

/** Claims are an object, which has no place among pairs. */
function writeJson(path: string, args: Attributes): string {
  return `vault write ${path} - <<'EOF'\n${JSON.stringify(args, null, 2)}\nEOF`;
}

/** The provider makes a list of each claim's values. */
function jwtRole({ bound_claims: claims, ...args }: Attributes): Attributes {
  const values = Object.entries((claims ?? {}) as Readonly<Record<string, string>>);
  const bound = Object.fromEntries(values.map(([claim, value]) => [claim, value.split(",")]));
  return { ...without(args, "backend", "role_name"), bound_claims: bound };
}

function pairs(args: Attributes): string[] {
  return Object.entries(args)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) =>
      isText(value) ? value.map((each) => pair(name, each)) : [pair(name, value)],
    );
}

/** Statements are given one by one; lists of names in one. */
function isText(value: unknown): value is string[] {
  return Array.isArray(value) && value.some((each) => String(each).includes(" "));
}

function pair(name: string, value: unknown): string {
  const text = String(value);
  if (/^[\w.,:/@%+=-]*$/.test(text)) return `${name}=${text}`;
  return text.includes("'") ? `${name}="${text.replace(/[\\"$`]/g, "\\$&")}"` : `${name}='${text}'`;
}

function without(args: Attributes, ...names: string[]): Attributes {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
}

function resolved(attributes: Attributes, stack: RenderedStack): Attributes {
  const { "//": _, depends_on: __, lifecycle: ___, provider: ____, ...own } = attributes;
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, resolve(value, stack)]));
}

function resolve(value: unknown, stack: RenderedStack): unknown {
  if (typeof value === "string") return stack.text(value);
  return Array.isArray(value) ? value.map((each) => resolve(each, stack)) : value;
}
