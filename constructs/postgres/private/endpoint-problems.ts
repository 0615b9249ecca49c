import { Token } from "cdktf";
import { type EndpointDescription, type HostDescription, hostsOf } from "../../access/endpoint-description";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import { wholeNumberProblems } from "../../private/whole-number-problems";
import type { PostgresTls } from "../postgres-tls";

/** What of `targetSessionAttrs` leads to a server that takes writes. */
const WRITABLE = ["read-write", "primary"];

/** What is wrong with where Vault reaches PostgreSQL. */
export function endpointProblems(endpoint: EndpointDescription, tls: PostgresTls): Problem[] {
  return [
    ...hostsOf(endpoint).flatMap(({ host, port }) => [
      ...hostProblems(host),
      ...wholeNumberProblems("port", "endpoint.port", port, 65_535),
    ]),
    ...("hosts" in endpoint ? hostsProblems(endpoint, tls) : []),
  ];
}

function hostProblems(host: string): Problem[] {
  if (Token.isUnresolved(host) || /^(\w([\w.-]*\w)?\.?|\[[0-9a-fA-F:.]+\])$/.test(host)) return [];
  // What is before an @ may be a password.
  const message = `"${host.replace(/^.*@/, "…@")}" is not a host name or an IP address`;
  const fix =
    "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets";
  return [{ rule: "host", message, fix }];
}

function hostsProblems(
  { hosts, targetSessionAttrs }: Extract<EndpointDescription, { hosts: unknown }>,
  tls: PostgresTls,
): Problem[] {
  const rule = "hosts";
  const problems: Problem[] = [...listProblems(hosts)];
  if (!WRITABLE.includes(targetSessionAttrs)) {
    const message = `targetSessionAttrs is "${targetSessionAttrs}", by which Vault gets to a standby, where it can make no role`;
    problems.push({ rule, message, fix: `use ${WRITABLE.map((each) => `"${each}"`).join(" or ")}` });
  }
  if (hosts.length > 1 && tls.ca && tls.sslMode === "verify-full") {
    const message = "HashiCorp Vault, with a ca, looks for the first host's name in the certificate of each";
    problems.push({ rule, message, fix: "give the CA as caFile, which holds for both products" });
  }
  return problems;
}

function listProblems(hosts: readonly HostDescription[]): Problem[] {
  const rule = "hosts";
  if (!hosts.length)
    return [{ rule, message: "hosts is empty, so Vault gets nowhere", fix: "name at least one" }];
  const names = hosts.map(({ host, port }) => `${host}:${port}`);
  const addresses = hosts.length > 1 ? hosts.filter(({ host }) => host.startsWith("[")) : [];
  return [
    ...repeatedIn(names).map((name) => ({
      rule,
      message: `"${name}" is in hosts twice`,
      fix: "name each once",
    })),
    ...addresses.map(({ host }) => ({
      rule,
      message: `"${host}" is one of several hosts, and Vault's driver reads no address of IPv6 among several`,
      fix: "write a name that stands for it",
    })),
  ];
}
