import { Token } from "cdktf";
import type { Problem } from "./validation";

export function filePathProblems(path: string): Problem[] {
  if (Token.isUnresolved(path) || path === "stdout" || /^(\/[^/\p{Cc}]+)+$/u.test(path)) return [];
  const fix = "write the absolute path of a file: /var/log/vault/audit.log";
  return [{ rule: "audit-file", message: `"${path}" is not the absolute path of a file`, fix }];
}

export function fileModeProblems(mode: string): Problem[] {
  if (Token.isUnresolved(mode) || /^0?[0-7]{3}$/.test(mode)) return [];
  const fix = "write it in octal: 0600";
  return [{ rule: "audit-file", message: `"${mode}" is not the mode of a file`, fix }];
}

export function addressProblems(address: string, socketType: string): Problem[] {
  if (Token.isUnresolved(address)) return [];
  if (socketType === "unix" ? address.startsWith("/") : isHostAndPort(address)) return [];
  const fix = socketType === "unix" ? "write the absolute path of the socket" : "write host:port";
  return [
    // What is before an @ may be a password.
    {
      rule: "audit-address",
      message: `"${address.replace(/^.*@/, "…@")}" is not the address of a ${socketType} socket`,
      fix,
    },
  ];
}

function isHostAndPort(address: string): boolean {
  const port = Number(/^(?:[^\s/:@]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(address)?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
}
