import { Audit } from "@cdktf/provider-vault/lib/audit";
import { Aspects, type ITerraformDependable, TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { AuditDeviceDescription } from "./access/access-manifest";
import { openBaoAudit } from "./access/openbao-audit";
import type { AuditDevice } from "./audit-device";
import { addFile } from "./private/add-file";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { repeatedIn } from "./private/repeated";
import { addProblems, type Problem } from "./private/validation";
import { isWritten, waitAlso, written } from "./private/written";
import type { VaultProduct } from "./vault-product";

/** Vault's audit devices, all of them. */
export interface AuditTrailProps {
  /** Each at its own path. Two of different kinds are safest: when every device blocks, Vault stops answering. */
  readonly devices: readonly AuditDevice[];
  /**
   * Which product it is of. OpenBao wants its devices declared in its servers' configuration: `VaultProduct.openBao()` writes
   * that to a file next to the stack, and Terraform makes none. @default - one that takes devices over its API, as HashiCorp Vault
   */
  readonly product?: VaultProduct;
  /** Whether Terraform refuses to destroy a device that it makes. Every edit of one would. @default true */
  readonly preventDestroy?: boolean;
}

/** What declares them for OpenBao's servers, next to the stack. */
const DECLARATION = "openbao-audit.hcl";

/**
 * Vault's audit devices, which are there before what else the library writes to Vault, and destroyed after it. Writes
 * `sys/audit/<type>`, for which the provider's token needs update, delete and sudo; it reads `sys/audit`, also
 * with sudo. A second device of a type is at `<type>-2`; each is the child of that name.
 *
 * OpenBao takes no devices over its API, unless its servers' configuration has `unsafe_allow_api_audit_creation = true`. With
 * `product: VaultProduct.openBao()` nothing is written for Terraform: `openbao-audit.hcl`, next to the stack's `cdk.tf.json`,
 * is for the directory of every server's configuration, which reads it when it starts, and on SIGHUP.
 *
 * @see Vault documentation, "Audit devices", https://developer.hashicorp.com/vault/docs/audit
 * @see OpenBao documentation, "Declarative Audit Devices", https://openbao.org/docs/configuration/audit/
 *
 * @example
 * new AuditTrail(stack, "audit", {
 *   devices: [AuditDevice.file({ path: "/var/log/vault/audit.log" }), AuditDevice.syslog()],
 * });
 */
export class AuditTrail extends Construct {
  private readonly waitedFor: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { devices, product, preventDestroy = true } = props;
    const described = devices.map(({ type, options }, index) => ({
      path: pathOf(type, devices, index),
      type,
      options,
    }));
    for (const device of described)
      claim(this, "Vault audit device", device.path, "list all audit devices in one AuditTrail");
    if (product?.name === "openbao") this.declare(described);
    else for (const device of described) this.addDevice(device, preventDestroy);
    Aspects.of(TerraformStack.of(this)).add({ visit: (construct) => this.waitFor(construct) });
    addProblems(this, () => [
      ...emptyProblems(devices),
      ...devices.flatMap((device) => device.problems()),
      ...sameProblems(devices),
      ...(product?.name === "openbao" ? devices.flatMap(undeclarableProblems) : []),
    ]);
  }

  /** In a file for OpenBao's servers. */
  private declare(devices: readonly AuditDeviceDescription[]): void {
    addFile(this, DECLARATION, () => openBaoAudit(devices));
    for (const device of devices)
      describe(this, "auditDevices", () => ({ ...device, declaredIn: DECLARATION }));
  }

  private addDevice(described: AuditDeviceDescription, preventDestroy: boolean): void {
    const lifecycle = preventDestroy ? { preventDestroy } : undefined;
    const device = written(new Audit(this, described.path, { ...described, lifecycle }));
    this.waitedFor.push(device);
    describe(this, "auditDevices", () => described);
  }

  /** What else the library writes to Vault is audited from its beginning to its end. */
  private waitFor(construct: IConstruct): void {
    if (!TerraformResource.isTerraformResource(construct) || !isWritten(construct)) return;
    const { terraformResourceType: type } = construct;
    if (type.startsWith("vault_") && type !== Audit.tfResourceType) waitAlso(construct, this.waitedFor);
  }
}

/** The type, numbered from the second device of a type on. */
function pathOf(type: AuditDevice["type"], devices: readonly AuditDevice[], index: number): string {
  const before = devices.slice(0, index).filter((each) => each.type === type).length;
  return before ? `${type}-${before + 1}` : type;
}

function emptyProblems(devices: readonly AuditDevice[]): Problem[] {
  if (devices.length) return [];
  return [
    {
      rule: "audit-devices",
      message: "the audit trail has no device",
      fix: "add AuditDevice.file(…), or leave the AuditTrail out",
    },
  ];
}

function sameProblems(devices: readonly AuditDevice[]): Problem[] {
  const targets = devices.map(
    ({ type, options }) =>
      `${type} ${options.file_path ?? options.address ?? `${options.facility} ${options.tag}`}`,
  );
  return repeatedIn(targets).map((target) => ({
    rule: "audit-devices",
    message: `two devices write to the same place: ${target}`,
    fix: "give each its own place, or keep only one",
  }));
}

/** Nothing evaluates what is written for OpenBao's servers. */
function undeclarableProblems({ options }: AuditDevice): Problem[] {
  return Object.entries(options)
    .filter(([, value]) => Token.isUnresolved(value))
    .map(([name]) => ({
      rule: "audit-declaration",
      message: `the ${name} of an audit device is known only when Terraform runs`,
      fix: "write it as text: OpenBao's server configuration contains it, which Terraform doesn't write",
    }));
}
