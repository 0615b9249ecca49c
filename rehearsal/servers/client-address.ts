import type { LoginDescription } from "../../constructs";
import { newClientAddress } from "../../contract/client-addresses";

/** Where a workload seems to come from: one of its own, but where it may only come from networks, which are this machine's here. */
export function clientAddressOf(login: LoginDescription): string {
  const isBound = login.method === "approle" && login.secretId.boundCidrs;
  return isBound ? "127.0.0.1" : newClientAddress();
}
