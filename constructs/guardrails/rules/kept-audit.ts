import { posix } from "node:path";
import type { RenderedResource, RenderedStack } from "../rendered/rendered-stack";
import type { GuardrailRule } from "../rule";

export const keptAudit: GuardrailRule = {
  id: "kept-audit",
  what: "An audit device keeps what it is given, and nobody but its owner and group reads or writes it.",
  why: "Nobody could say who read what, or everybody on the host could.",
  fix: 'name a file of its own: AuditDevice.file({ path: "/var/log/vault/audit.log" }), and leave mode out',
  check: (stack) =>
    stack
      .ofType("vault_audit")
      .flatMap((device) => messages(stack, device).map((message) => ({ path: device.path, message }))),
};

function messages(stack: RenderedStack, { attributes }: RenderedResource): string[] {
  const options = (attributes.options ?? {}) as Readonly<Record<string, unknown>>;
  const file = stack.text(options.file_path ?? options.path);
  const mode = stack.text(options.mode);
  return [
    ...(isNowhere(file) ? [`"${file}" keeps nothing`] : []),
    // 0000 leaves the mode as it is.
    ...(/^[0-7]+$/.test(mode) && Number.parseInt(mode, 8) & 0o007 ? [`mode ${mode} lets everybody in`] : []),
  ];
}

/** `discard`, and a device other than the process's own output. */
function isNowhere(file: string): boolean {
  const path = posix.normalize(file.trim());
  return (
    /^discard$/i.test(path) || (path.startsWith("/dev/") && !/^\/dev\/(stdout|stderr|shm\/.+)$/.test(path))
  );
}
