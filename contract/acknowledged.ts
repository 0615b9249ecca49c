import { entriesOf, type Kind, type Reference } from "./vault/reference";

/** A resource that no construct describes, and somebody acknowledged. */
export interface AcknowledgedResource {
  /** Terraform's type: `vault_policy`. */
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Acknowledged = readonly AcknowledgedResource[];

/** What is stored of one of a type that is in no mount. What is in a mount is told by its path. */
const KINDS: Readonly<Record<string, Kind>> = {
  vault_policy: "policy",
  vault_password_policy: "password policy",
  vault_quota_rate_limit: "rate limit",
  vault_audit: "audit device",
  vault_token_auth_backend_role: "token login role",
};

/** What Vault stores of what was acknowledged, besides its mounts. */
export function acknowledgedEntries(acknowledged: Acknowledged, reference: Reference): string[] {
  return acknowledged.flatMap(({ type, attributes }) => {
    const { name, role_name } = attributes;
    const kind = KINDS[type];
    return kind ? entriesOf(reference, kind, { name: String(name ?? role_name ?? "") }) : [];
  });
}

/** The mounts that were acknowledged, as Vault names them: `kv/`, `auth/userpass/`. */
export function acknowledgedMounts(acknowledged: Acknowledged): string[] {
  return acknowledged.flatMap(({ type, attributes }) => {
    const path = String(attributes.path ?? attributes.type);
    if (type === "vault_mount") return [`${path}/`];
    return type === "vault_auth_backend" ? [`auth/${path}/`] : [];
  });
}

/** Whether an entry of Vault's storage is in a mount that was acknowledged. */
export function isInAcknowledgedMount(entry: string, acknowledged: Acknowledged): boolean {
  const path = `${entry.replace(/^(logical|core\/mounts|core\/auth)\//, "")}/`;
  return acknowledgedMounts(acknowledged).some((mount) => path.startsWith(mount));
}

/** The audit devices that were acknowledged, as Vault names them: `file/`. */
export function acknowledgedAuditDevices(acknowledged: Acknowledged): string[] {
  return acknowledged
    .filter(({ type }) => type === "vault_audit")
    .map(({ attributes }) => `${String(attributes.path ?? attributes.type)}/`);
}

/** The lines of an inventory of PostgreSQL that are not of what was acknowledged. */
export function withoutAcknowledged(lines: readonly string[], acknowledged: Acknowledged): string[] {
  const named = (type: string, ...names: readonly string[]) =>
    acknowledged
      .filter((each) => each.type === type)
      .flatMap(({ attributes }) => names.flatMap((name) => [attributes[name] ?? []].flat()))
      .map((name) => escaped(String(name)))
      .join("|");
  const roles = [
    named("postgresql_role", "name"),
    named("postgresql_grant", "role"),
    named("postgresql_default_privileges", "role"),
    named("postgresql_grant_role", "role", "grant_role"),
  ];
  const role = roles.filter(Boolean).join("|");
  const database = named("postgresql_database", "name");
  const schema = named("postgresql_schema", "name");
  const patterns = [
    ...(role
      ? [
          `^role (${role})( |$)`,
          `^member (${role}) of `,
          `^member \\S+ of (${role})( |$)`,
          `^setting of (${role}):`,
          ` to (${role})( with grant option)?$`,
        ]
      : []),
    ...(database ? [`^database (${database}) of `, ` on database (${database}) to `] : []),
    ...(schema ? [`^schema (${schema}) of `, ` on schema (${schema}) to `] : []),
  ].map((pattern) => new RegExp(pattern));
  return lines.filter((line) => !patterns.some((pattern) => pattern.test(line)));
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
