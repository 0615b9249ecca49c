import { BlockList, isIP } from "node:net";
import { secretIdGains } from "./secret-id-gains";
import type { BroadeningRule } from "./rule";

export const widerNetworks: BroadeningRule = {
  id: "wider-networks",
  what: "A secret ID can be used from more networks",
  why: "Whoever finds one can log in from there.",
  gains: secretIdGains(({ boundCidrs: was = [] }, { boundCidrs: is = [] }) => {
    const isWithin =
      !was.length || (is.length > 0 && is.every((each) => was.some((wide) => contains(wide, each))));
    return isWithin ? undefined : { was: from(was), what: from(is) };
  }),
};

function from(networks: readonly string[]): string {
  return `secret IDs from ${networks.length ? networks.join(" and ") : "anywhere"}`;
}

/** Whether a network has every address of another one. What can't be read has none but its own. */
function contains(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const [[address, bits], [otherAddress, otherBits]] = [wide, narrow].map(parse) as [Network, Network];
  const [family, otherFamily] = [isIP(address), isIP(otherAddress)];
  if (!family || family !== otherFamily || !(bits <= otherBits)) return false;
  const list = new BlockList();
  list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  return list.check(otherAddress, family === 4 ? "ipv4" : "ipv6");
}

type Network = readonly [address: string, bits: number];

function parse(network: string): Network {
  const [address = "", bits] = network.split("/");
  return [address, bits === undefined ? (isIP(address) === 6 ? 128 : 32) : Number(bits)];
}
