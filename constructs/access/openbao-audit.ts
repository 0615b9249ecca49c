import type { AuditDeviceDescription } from "./access-manifest";

/**
 * The stanzas of OpenBao's server configuration that declare audit devices, in HCL.
 *
 * @see OpenBao documentation, "Declarative Audit Devices", https://openbao.org/docs/configuration/audit/
 */
export function openBaoAudit(devices: readonly AuditDeviceDescription[]): string {
  const sorted = [...devices].sort((one, other) => (one.path < other.path ? -1 : 1));
  return sorted.map(stanza).join("\n");
}

function stanza({ type, path, options }: AuditDeviceDescription): string {
  const lines = Object.entries(options).map(([name, value]) => `    ${name} = ${JSON.stringify(value)}\n`);
  return `audit "${type}" "${path}" {\n  options {\n${lines.join("")}  }\n}\n`;
}
