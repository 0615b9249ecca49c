import { Database } from "@cdktf/provider-postgresql/lib/database";
import { DefaultPrivileges } from "@cdktf/provider-postgresql/lib/default-privileges";
import { Grant } from "@cdktf/provider-postgresql/lib/grant";
import { GrantRole } from "@cdktf/provider-postgresql/lib/grant-role";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import { ApproleAuthBackendRole } from "@cdktf/provider-vault/lib/approle-auth-backend-role";
import { Audit } from "@cdktf/provider-vault/lib/audit";
import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { DatabaseSecretBackendConnection } from "@cdktf/provider-vault/lib/database-secret-backend-connection";
import { DatabaseSecretBackendRole } from "@cdktf/provider-vault/lib/database-secret-backend-role";
import { GenericEndpoint } from "@cdktf/provider-vault/lib/generic-endpoint";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, TerraformElement, type TerraformResource, TerraformStack } from "cdktf";
import { type Resource, resourcesOf } from "../../constructs/guardrails/rendered/resources";

type Binding = new (scope: TerraformStack, id: string, props: never) => TerraformResource;

const BINDINGS: Readonly<Record<string, Binding>> = {
  postgresql_database: Database,
  postgresql_default_privileges: DefaultPrivileges,
  postgresql_grant: Grant,
  postgresql_grant_role: GrantRole,
  postgresql_role: Role,
  vault_approle_auth_backend_role: ApproleAuthBackendRole,
  vault_audit: Audit,
  vault_auth_backend: AuthBackend,
  vault_database_secret_backend_connection: DatabaseSecretBackendConnection,
  vault_database_secret_backend_role: DatabaseSecretBackendRole,
  vault_generic_endpoint: GenericEndpoint,
  vault_mount: Mount,
  vault_policy: Policy,
};

/** The same resources as those of a stack that was synthesized, each made by its provider's binding and nothing else. */
export function bareDatabases(app: App, config: Readonly<Record<string, unknown>>): TerraformStack {
  const stack = new TerraformStack(app, "databases");
  new VaultProvider(stack, "vault", { address: "https://vault.internal" });
  new PostgresqlProvider(stack, "postgresql", {});
  new BareResources(stack, resourcesOf(config)).makeAll();
  return stack;
}

/** cdktf has no class for a resource that exists only while Terraform runs. */
class Ephemeral extends TerraformElement {
  constructor(
    scope: TerraformStack,
    id: string,
    private readonly type: string,
    private readonly attributes: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, type);
  }

  override toTerraform(): object {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: this.attributes } } };
  }
}

class BareResources {
  private readonly made = new Map<string, TerraformResource>();
  private readonly byAddress: ReadonlyMap<string, Resource>;

  constructor(
    private readonly stack: TerraformStack,
    private readonly resources: readonly Resource[],
  ) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  }

  makeAll(): void {
    for (const { address } of this.resources) this.at(address);
  }

  /** The resource at an address, made when it is first asked for: what it refers to is made before it. */
  private at(address: string): TerraformResource {
    const known = this.made.get(address);
    if (known) return known;
    const { type, attributes } = this.byAddress.get(address)!;
    const id = address.slice(type.length + 1);
    const { depends_on: waitsFor, ...others } = attributes as { readonly depends_on?: readonly string[] };
    const dependsOn = waitsFor?.map((each) => this.at(each));
    const Binding = BINDINGS[type];
    const made = Binding
      ? new Binding(this.stack, id, { ...(this.props(others) as object), dependsOn } as never)
      : (new Ephemeral(
          this.stack,
          id,
          type.replace("ephemeral.", ""),
          others,
        ) as TerraformElement as TerraformResource);
    this.made.set(address, made);
    return made;
  }

  /** Arguments as the binding names them; maps keep their keys. */
  private props(value: unknown, isMap = false): unknown {
    if (typeof value === "string") return this.withReferences(value);
    if (Array.isArray(value)) return value.map((each) => this.props(each));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        isMap ? name : camelCase(name),
        this.props(each, name === "options"),
      ]),
    );
  }

  /** `${vault_mount.database.path}` as the attribute of the resource: `mount.path`. */
  private withReferences(text: string): string {
    return text.replace(/\$\{(\w+\.[\w-]+)\.(\w+)\}/g, (whole, address: string, attribute: string) =>
      this.byAddress.has(address)
        ? String(this.at(address)[camelCase(attribute) as keyof TerraformResource])
        : whole,
    );
  }
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
