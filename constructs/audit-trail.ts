import { Audit } from "@cdktf/provider-vault/lib/audit";
import { Construct } from "constructs";
import type { AuditDevice } from "./audit-device";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { repeatedIn } from "./private/repeated";
import { addProblems, type Problem } from "./private/validation";
import { written } from "./private/written";

/** Vault's audit devices, all of them. */
export interface AuditTrailProps {
  /** Each at its own path. Two of different kinds are safest: when every device blocks, Vault stops answering. */
  readonly devices: readonly AuditDevice[];
  /** Whether Terraform refuses to destroy a device. Every edit of one would. @default true */
  readonly preventDestroy?: boolean;
}

/**
 * Vault's audit devices. Writes `sys/audit/<type>`, for which the provider's token needs create, update, delete and
 * sudo; it reads `sys/audit`, also with sudo. A second device of a type is at `<type>-2`; each is the child of that
 * name. OpenBao allows it with `unsafe_allow_api_audit_creation = true` in its server's configuration.
 *
 * @see Vault documentation, "Audit devices"
 */
export class AuditTrail extends Construct {
  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { devices, preventDestroy = true } = props;
    for (const [index, device] of devices.entries())
      this.addDevice(device, pathOf(device, devices, index), preventDestroy);
    addProblems(this, () => [
      ...emptyProblems(devices),
      ...devices.flatMap((device) => device.problems()),
      ...sameProblems(devices),
    ]);
  }

  private addDevice({ type, options }: AuditDevice, path: string, preventDestroy: boolean): void {
    const lifecycle = preventDestroy ? { preventDestroy } : undefined;
    claim(this, "Vault audit device", path, "list all audit devices in one AuditTrail");
    written(new Audit(this, path, { type, path, options, lifecycle }));
    describe(this, "auditDevices", () => ({ path, type, options }));
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
