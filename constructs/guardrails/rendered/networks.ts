import { isIP } from "node:net";

/** The addresses of IPv6 that stand for those of IPv4. */
const MAPPED = 0xffffn << 32n;

interface Range {
  readonly bits: 32n | 128n;
  readonly first: bigint;
  readonly size: bigint;
}

/** Whether networks together have half of all addresses or more, of IPv4 or of IPv6. */
export function isAnywhere(cidrs: readonly string[]): boolean {
  const ranges = cidrs.flatMap(rangesOf);
  return ([32n, 128n] as const).some((bits) => {
    const covered = sizeOf(ranges.filter((range) => range.bits === bits));
    return covered >= 1n << (bits - 1n);
  });
}

/** How many addresses ranges have, each counted once. */
function sizeOf(ranges: readonly Range[]): bigint {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1));
  let [size, end] = [0n, 0n];
  for (const { first, size: more } of sorted) {
    const [start, last] = [first > end ? first : end, first + more];
    if (last <= start) continue;
    size += last - start;
    end = last;
  }
  return size;
}

function rangesOf(cidr: string): Range[] {
  const [address = "", prefix] = cidr.trim().split("/");
  const version = isIP(address);
  if (!version) return [];
  const bits = version === 4 ? 32n : 128n;
  const length = BigInt(/^\d+$/.test(prefix ?? "") ? (prefix as string) : bits);
  if (length > bits) return [];
  const size = 1n << (bits - length);
  const number = version === 4 ? ofIPv4(address) : ofIPv6(address);
  const range = { bits, first: (number / size) * size, size } as const;
  const isMapped = version === 6 && range.first >> 32n === 0xffffn && size <= 1n << 32n;
  return isMapped ? [range, { bits: 32n, first: range.first - MAPPED, size }] : [range];
}

function ofIPv4(address: string): bigint {
  return address.split(".").reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

function ofIPv6(address: string): bigint {
  const last = address.slice(address.lastIndexOf(":") + 1);
  const tail = last.includes(".") ? ofIPv4(last) : undefined;
  const text =
    tail === undefined
      ? address
      : address.replace(last, `${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`);
  const [head = [], end = []] = text.split("::").map((side) => side.split(":").filter(Boolean));
  const zeros = Array<string>(8 - head.length - end.length).fill("0");
  return [...head, ...zeros, ...end].reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n);
}
