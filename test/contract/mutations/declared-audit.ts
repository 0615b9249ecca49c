import { openBaoAudit } from "../../../constructs/access/openbao-audit";
import type { AccessManifest } from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { add, type Mutation } from "./mutation";

const FILE = "openbao-audit.hcl";

const written =
  (change: (text: string) => string) =>
  (stack: SynthesizedStack): SynthesizedStack => {
    const text = stack.files.get(FILE)!;
    const changed = change(text);
    if (changed === text) throw new Error(`nothing to change in ${FILE}`);
    return { ...stack, files: new Map([...stack.files, [FILE, changed]]) };
  };

/** Edits what `access.json` says of the devices, and their declaration with it. */
const described =
  (change: (devices: AccessManifest["auditDevices"]) => AccessManifest["auditDevices"]) =>
  (stack: SynthesizedStack): SynthesizedStack => {
    const auditDevices = change(stack.access.auditDevices);
    const files = new Map([...stack.files, [FILE, openBaoAudit(auditDevices)]]);
    return { ...stack, files, access: { ...stack.access, auditDevices } };
  };

/** Wrong edits of audit devices that OpenBao's servers declare. */
export const DECLARED_AUDIT_MUTATIONS: readonly Mutation[] = [
  [
    "a device is taken out of the declaration",
    written((text) => text.slice(text.indexOf('audit "file" "file-2"'))),
    'audit device file: audit-declaration-as-described: openbao-audit.hcl: line 1 is not what is described: audit "file" "file" {',
  ],
  [
    "a declared device writes elsewhere",
    written((text) => text.replace("/var/log/openbao/audit.log", "/dev/null")),
    /^audit device file: audit-declaration-as-described: openbao-audit.hcl: line 3 is not what is described: file_path = /,
  ],
  [
    "a declared device writes what is secret in the clear",
    described((devices) =>
      devices.map((device) => ({ ...device, options: { ...device.options, log_raw: "true" } })),
    ),
    /^audit device file: holds-no-password: it holds \d+ passwords in the clear$/,
  ],
  [
    "a device is made over the API, which OpenBao then refuses",
    add("vault_audit.by-hand", { type: "file", path: "by-hand", options: { file_path: "stdout" } }),
    /: applies: vault_audit\.by-hand: .*cannot enable audit device via API/,
  ],
];
