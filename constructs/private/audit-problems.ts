import { Token } from "cdktf";
import type { Problem } from "./validation";

export function filePathProblems(path: string): Problem[] {
  if (Token.isUnresolved(path) || path === "stdout" || /^(\/[^/\0]+)+$/.test(path)) return [];
  const fix = "write the absolute path of a file: /var/log/vault/audit.log";
  return [{ rule: "audit-file", message: `"${path}" is no absolute path of a file`, fix }];
}

export function addressProblems(address: string, socketType: string): Problem[] {
  if (Token.isUnresolved(address)) return [];
  if (socketType === "unix" ? address.startsWith("/") : /^[^\s/:@]+:\d{1,5}$/.test(address)) return [];
  const fix = socketType === "unix" ? "write the absolute path of the socket" : "write host:port";
  return [{ rule: "audit-address", message: `"${address}" is no address of a ${socketType} socket`, fix }];
}
