import type { ConnectionDescription } from "../../constructs";
import type { PostgresAddress } from "../../clients/postgres-session";

/** Parameters that neither lead Vault elsewhere nor change what it may do there. */
const HARMLESS = ["sslmode", "sslrootcert", "connect_timeout", "application_name"];

/** Where a connection's URL is another than the described one, in words. */
export function urlDifferences(
  { database, tls }: ConnectionDescription,
  { host, port }: PostgresAddress,
  url: string,
): string[] {
  const [start = "", query = ""] = url.split(/\?(.*)/s);
  const parameters = query.split("&").map((each) => each.split(/=(.*)/s));
  const names = parameters.map(([name = ""]) => name);
  const sslMode = parameters.find(([name]) => name === "sslmode")?.[1] ?? "its default";
  const expected = `postgresql://{{username}}:{{password}}@${host}:${port}/${database.name}`;
  return [
    // Both schemes mean the same.
    ...(start.replace(/^postgres:/, "postgresql:") === expected
      ? []
      : [`connection_url begins with ${withoutPassword(start)} instead of ${expected}`]),
    ...(sslMode === tls ? [] : [`sslmode is ${sslMode} instead of ${tls}`]),
    ...names.filter((name) => !HARMLESS.includes(name)).map((name) => `connection_url has ${name}`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `connection_url has ${name} twice`),
  ];
}

function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:]*):(?!\{\{password\}\}@).*@/s, "$1:…@");
}
