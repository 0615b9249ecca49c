import { AuditDevice, AuditTrail } from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "AuditTrail",
  file: "audit-trail.ts",
  props: [
    ["AuditTrailProps", "audit-trail.ts"],
    ["FileAuditProps", "audit-device.ts"],
    ["SyslogAuditProps", "audit-device.ts"],
    ["SocketAuditProps", "audit-device.ts"],
  ],
  choices: [["AuditDevice", "audit-device.ts"]],
  example(stack) {
    new AuditTrail(stack, "audit", {
      devices: [AuditDevice.file({ path: "/var/log/vault/audit.log" }), AuditDevice.syslog()],
    });
  },
};
