import { isIP } from "node:net";
import { Token } from "cdktf";
import type { Problem } from "./validation";

/** What is wrong with a list of networks. Unresolved tokens are Vault's to check. */
export function cidrProblems(cidrs: readonly string[] | undefined): Problem[] {
  if (!cidrs || Token.isUnresolved(cidrs)) return [];
  if (!cidrs.length) {
    const message = "boundCidrs is empty, so a login may come from anywhere";
    return [{ rule: "cidr", message, fix: "name a network, or leave boundCidrs out" }];
  }
  return cidrs
    .filter((cidr) => !Token.isUnresolved(cidr) && !isCidr(cidr))
    .map((cidr) => ({
      rule: "cidr",
      message: `"${cidr}" is not a network`,
      fix: "write address/bits: 10.1.0.0/16",
    }));
}

function isCidr(cidr: string): boolean {
  const [address = "", bits = "", ...rest] = cidr.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return !rest.length && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}
