let last = 0;

/**
 * An address of a client that hasn't asked for anything yet: a limit of requests is for each client. It is of a network
 * that nobody is in.
 *
 * @see RFC 2544, "Benchmarking Methodology", 198.18.0.0/15
 */
export function newClientAddress(): string {
  last = (last + 1) % 0x2_00_00;
  return `198.${18 + (last >> 16)}.${(last >> 8) & 0xff}.${last & 0xff}`;
}
