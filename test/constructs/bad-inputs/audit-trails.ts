import type { TerraformStack } from "cdktf";
import { AuditDevice, AuditTrail } from "../../../constructs";
import type { BadInput } from "./bad-input";

const audit =
  (...devices: AuditDevice[]) =>
  (stack: TerraformStack) =>
    new AuditTrail(stack, "audit", { devices });

export const BAD_AUDIT_TRAILS: readonly BadInput[] = [
  [
    "an audit trail without a device",
    audit(),
    "audit-devices",
    "bad/audit",
    "the audit trail has no device",
    "add AuditDevice.file(…), or leave the AuditTrail out",
  ],
  [
    "a relative audit file",
    audit(AuditDevice.file({ path: "audit.log" })),
    "audit-file",
    "bad/audit",
    '"audit.log" is not the absolute path of a file',
    "write the absolute path of a file: /var/log/vault/audit.log",
  ],
  [
    "an audit file that is a directory",
    audit(AuditDevice.file({ path: "/var/log/" })),
    "audit-file",
    "bad/audit",
    '"/var/log/" is not the absolute path of a file',
    "write the absolute path of a file: /var/log/vault/audit.log",
  ],
  [
    "two devices on one file",
    audit(AuditDevice.file({ path: "/a" }), AuditDevice.file({ path: "/a" })),
    "audit-devices",
    "bad/audit",
    "two devices write to the same place: file /a",
    "give each its own place, or keep only one",
  ],
  [
    "a socket without a port",
    audit(AuditDevice.socket({ address: "collector" })),
    "audit-address",
    "bad/audit",
    '"collector" is not the address of a tcp socket',
    "write host:port",
  ],
  [
    "a unix socket with a relative path",
    audit(AuditDevice.socket({ address: "run/audit", socketType: "unix" })),
    "audit-address",
    "bad/audit",
    '"run/audit" is not the address of a unix socket',
    "write the absolute path of the socket",
  ],
  [
    "an audit file with an interpolation",
    audit(AuditDevice.file({ path: "/var/log/${var.name}" })),
    "terraform-expression",
    "bad/audit",
    'the path of the audit file "/var/log/${var.name}" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "a socket with an interpolation",
    audit(AuditDevice.socket({ address: "user:secret@${var.host}:9090" })),
    "terraform-expression",
    "bad/audit",
    'the address of the audit socket "…@${var.host}:9090" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "a syslog tag with a directive",
    audit(AuditDevice.syslog({ tag: "%{ if true }vault" })),
    "terraform-expression",
    "bad/audit",
    'the tag of the syslog "%{ if true }vault" has %{ in it, and Terraform evaluates what follows',
    "leave %{ out; pass what a variable holds as its stringValue",
  ],
  [
    "a syslog facility with an interpolation",
    audit(AuditDevice.syslog({ facility: "${var.facility}" as "AUTH" })),
    "terraform-expression",
    "bad/audit",
    'the facility of the syslog "${var.facility}" has ${ in it, and Terraform evaluates what follows',
    "leave ${ out; pass what a variable holds as its stringValue",
  ],
  [
    "a file mode in letters",
    audit(AuditDevice.file({ path: "/a", mode: "rw" })),
    "audit-file",
    "bad/audit",
    '"rw" is not the mode of a file',
    "write it in octal: 0600",
  ],
  [
    "two devices for one syslog",
    audit(AuditDevice.syslog(), AuditDevice.syslog()),
    "audit-devices",
    "bad/audit",
    "two devices write to the same place: syslog AUTH vault",
    "give each its own place, or keep only one",
  ],
  [
    "two audit trails",
    (stack) => [
      audit(AuditDevice.file({ path: "/a" }))(stack),
      new AuditTrail(stack, "other", { devices: [AuditDevice.file({ path: "/b" })] }),
    ],
    "duplicate-name",
    "bad/other",
    'Vault audit device "file" is already taken by bad/audit',
    "list all audit devices in one AuditTrail",
  ],
];
