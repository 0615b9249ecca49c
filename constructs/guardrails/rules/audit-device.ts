import type { GuardrailRule } from "../rule";

export const auditDevice: GuardrailRule = {
  id: "audit-device",
  what: "There is an audit device; in production there are two, of different kinds.",
  why: "Without one nobody can say who read what; with a single one that blocks, Vault stops answering.",
  fix: "add devices to AuditTrail: AuditDevice.file(…), AuditDevice.syslog()",
  check: (stack, { auditDevices }) => {
    const declared = stack.described.auditDevices?.filter(({ declaredIn }) => declaredIn) ?? [];
    const made = stack.certain("vault_audit").map(({ attributes }) => attributes.type);
    const kinds = new Set([...made, ...declared.map(({ type }) => type)]);
    if (kinds.size >= auditDevices) return [];
    const message = `it has ${kinds.size} ${kinds.size === 1 ? "kind" : "kinds"} of audit device, and needs ${auditDevices}`;
    return [{ path: stack.path, message }];
  },
};
