import { Audit } from "@cdktf/provider-vault/lib/audit";
import { Aspects, dependable, TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { AuditDevice } from "./audit-device";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { repeatedIn } from "./private/repeated";
import { addProblems, type Problem } from "./private/validation";
import { isWritten, waitAlso, written } from "./private/written";

/** Vault's audit devices, all of them. */
export interface AuditTrailProps {
  /** Each at its own path. Two of different kinds are safest: when every device blocks, Vault stops answering. */
  readonly devices: readonly AuditDevice[];
  /** Whether Terraform refuses to destroy a device. Every edit of one would. @default true */
  readonly preventDestroy?: boolean;
}

/**
 * Vault's audit devices, which are there before what else the library writes to Vault, and destroyed after it. Writes
 * `sys/audit/<type>`, for which the provider's token needs create, update, delete and sudo; it reads `sys/audit`, also
 * with sudo. A second device of a type is at `<type>-2`; each is the child of that name. OpenBao allows it with
 * `unsafe_allow_api_audit_creation = true` in its server's configuration.
 *
 * @see Vault documentation, "Audit devices"
 */
export class AuditTrail extends Construct {
  /** Its devices, as what waits for them names them. */
  private readonly waitedFor: string[] = [];

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { devices, preventDestroy = true } = props;
    for (const [index, device] of devices.entries())
      this.addDevice(device, pathOf(device, devices, index), preventDestroy);
    Aspects.of(TerraformStack.of(this)).add({ visit: (construct) => this.waitFor(construct) });
    addProblems(this, () => [
      ...emptyProblems(devices),
      ...devices.flatMap((device) => device.problems()),
      ...sameProblems(devices),
    ]);
  }

  private addDevice({ type, options }: AuditDevice, path: string, preventDestroy: boolean): void {
    const lifecycle = preventDestroy ? { preventDestroy } : undefined;
    claim(this, "Vault audit device", path, "list all audit devices in one AuditTrail");
    const device = written(new Audit(this, path, { type, path, options, lifecycle }));
    this.waitedFor.push(dependable(device));
    describe(this, "auditDevices", () => ({ path, type, options }));
  }

  /** What else the library writes to Vault is audited from its beginning to its end. */
  private waitFor(construct: IConstruct): void {
    if (!TerraformResource.isTerraformResource(construct) || !isWritten(construct)) return;
    const { terraformResourceType: type } = construct;
    if (type.startsWith("vault_") && type !== Audit.tfResourceType) waitAlso(construct, this.waitedFor);
  }
}

/** The type, numbered from the second device of a type on. */
function pathOf(device: AuditDevice, devices: readonly AuditDevice[], index: number): string {
  const before = devices.slice(0, index).filter(({ type }) => type === device.type).length;
  return before ? `${device.type}-${before + 1}` : device.type;
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
