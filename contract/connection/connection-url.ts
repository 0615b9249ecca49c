import type { ConnectionDescription } from "../../constructs";
import type { PostgresAddress } from "../../clients/postgres-session";

/** Parameters that are described, and what stands there where nothing is said. */
const DESCRIBED = {
  sslmode: "its default",
  target_session_attrs: undefined,
} as const;
/** Parameters that neither lead Vault elsewhere nor change what it may do there. */
const HARMLESS = ["sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name"];

/** Where a connection's URL is another than the described one, in words. @param servers those that it leads to, in order */
export function urlDifferences(
  { database, tls, endpoint }: ConnectionDescription,
  servers: readonly PostgresAddress[],
  url: string,
): string[] {
  const [start = "", query = ""] = url.split(/\?(.*)/s);
  const parameters = query.split("&").map((each) => each.split(/=(.*)/s));
  const names = parameters.map(([name = ""]) => name);
  const valueOf = (name: keyof typeof DESCRIBED) =>
    parameters.find((parameter) => parameter[0] === name)?.[1] ?? DESCRIBED[name];
  const attrs = endpoint && "hosts" in endpoint ? endpoint.targetSessionAttrs : undefined;
  const authority = servers.map(({ host, port }) => `${host}:${port}`).join(",");
  const expected = `postgresql://{{username}}:{{password}}@${authority}/${encodeURIComponent(database.name)}`;
  return [
    // Both schemes mean the same.
    ...(start.replace(/^postgres:/, "postgresql:") === expected
      ? []
      : [`connection_url begins with ${withoutPassword(start)} instead of ${expected}`]),
    ...(valueOf("sslmode") === tls ? [] : [`sslmode is ${valueOf("sslmode")} instead of ${tls}`]),
    ...attrsDifferences(valueOf("target_session_attrs"), attrs),
    ...names
      .filter((name) => !(name in DESCRIBED) && !HARMLESS.includes(name))
      .map((name) => `connection_url has ${name}`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `connection_url has ${name} twice`),
  ];
}

function attrsDifferences(given: string | undefined, described: string | undefined): string[] {
  if (given === described) return [];
  return [`target_session_attrs is ${given ?? "missing"} instead of ${described ?? "missing"}`];
}

function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:]*):(?!\{\{password\}\}@).*@/s, "$1:…@");
}
