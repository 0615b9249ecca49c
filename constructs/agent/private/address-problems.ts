import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { AgentCredentialProps } from "../agent-address";
import { filePathProblems } from "./agent-texts";
import { addressOf } from "./describe-agent";

/** What is wrong with where a server is, as the workload sees it. */
export function addressProblems(props: AgentCredentialProps): Problem[] {
  const { role, endpoint, sslMode, caFile } = props;
  const known = { ...role.address, ...endpoint, ...(sslMode && { sslMode }) };
  return [
    ...hostProblems(role.roleName, known.host),
    ...portProblems(addressOf(props).port),
    ...(known.sslMode === undefined ? [missing("sslMode", role.roleName)] : []),
    ...(caFile === undefined ? [] : filePathProblems("caFile", caFile)),
  ];
}

function hostProblems(role: string, host: string | undefined): Problem[] {
  const rule = "agent-address";
  if (host === undefined) return [missing("endpoint", role)];
  if (Token.isUnresolved(host)) return [unknownText(rule, `host of role "${role}"`)];
  if (/^(\w([\w.-]*\w)?\.?|\[[0-9a-fA-F:.]+\])$/.test(host)) return [];
  // What is before an @ may be a password.
  const message = `"${host.replace(/^.*@/, "…@")}" is not a host name or an IP address`;
  const fix =
    "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets";
  return [{ rule, message, fix }];
}

function portProblems(port: number): Problem[] {
  const rule = "agent-address";
  if (Token.isUnresolved(port)) return [unknownText(rule, "port of an endpoint")];
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return [];
  return [{ rule, message: `the port of an endpoint is ${port}`, fix: "use a whole number from 1 to 65535" }];
}

/** Of a connection that was configured elsewhere, nobody here knows where it leads. */
function missing(prop: string, role: string): Problem {
  const message = `${prop} is missing: the connection of role "${role}" was configured elsewhere`;
  return { rule: "agent-address", message, fix: `give ${prop}, as the workload sees the server` };
}
