import { Token } from "cdktf";
import { expressionProblems } from "./expression-problems";
import type { Problem } from "./validation";

export function filePathProblems(path: string): Problem[] {
  const expressions = expressionProblems("path of the audit file", path);
  if (expressions.length) return expressions;
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
  const expressions = expressionProblems("address of the audit socket", withoutPassword(address));
  if (expressions.length || Token.isUnresolved(address)) return expressions;
  if (socketType === "unix" ? address.startsWith("/") : isHostAndPort(address)) return [];
  const fix = socketType === "unix" ? "write the absolute path of the socket" : "write host:port";
  return [
    {
      rule: "audit-address",
      message: `"${withoutPassword(address)}" is not the address of a ${socketType} socket`,
      fix,
    },
  ];
}

/** What is wrong with what an audit device tells the syslog. */
export function syslogProblems(options: Readonly<Record<"facility" | "tag", string>>): Problem[] {
  const { facility, tag } = options;
  return [
    ...expressionProblems("facility of the syslog", facility),
    ...expressionProblems("tag of the syslog", tag),
  ];
}

/** What is before an @ may be a password. */
function withoutPassword(address: string): string {
  return address.replace(/^.*@/, "…@");
}

function isHostAndPort(address: string): boolean {
  const port = Number(/^(?:[^\s/:@]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(address)?.[1] ?? 0);
  return port >= 1 && port <= 65_535;
}
