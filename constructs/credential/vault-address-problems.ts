import { Token } from "cdktf";
import type { Problem } from "../private/validation";
import { unknownText } from "../private/vault-name";
import { isHost, portProblems } from "./address-problems";

/** What is wrong with Vault's address, as a workload reaches it. */
export function vaultAddressProblems(vaultAddress: string): Problem[] {
  if (Token.isUnresolved(vaultAddress)) return [unknownText("vault-address", "vaultAddress")];
  const [, host = "", port = "8200"] = /^https?:\/\/(.+?)(?::(\d{1,5}))?$/.exec(vaultAddress) ?? [];
  if (isHost(host) && !portProblems(Number(port)).length) return [];
  // What is before an @ may be a password.
  const message = `vaultAddress "${vaultAddress.replace(/^.*@/, "…@")}" is not the address of a server`;
  return [
    { rule: "vault-address", message, fix: "write scheme, host and port: https://vault.internal:8200" },
  ];
}
