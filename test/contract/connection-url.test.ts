import { urlDifferences } from "../../contract/connection/connection-url";
import { synthesizeEnvironment } from "../synthesize";

const [connection] = synthesizeEnvironment("dev").access.connections;
const START = "postgresql://{{username}}:{{password}}@127.0.0.1:5432/appdb";

const differences = (url: string) => urlDifferences(connection!, [{ host: "127.0.0.1", port: 5432 }], url);

test.each([
  [`${START}?sslmode=disable`],
  [`${START}?connect_timeout=5&sslmode=disable&application_name=vault&sslrootcert=/etc/ca.pem`],
])("%s is as described", (url) => {
  expect(differences(url)).toEqual([]);
});

test.each([
  [`${START}?sslmode=disable&host=elsewhere`, "connection_url has host"],
  [`${START}?sslmode=disable&ho%73t=elsewhere`, "connection_url has ho%73t"],
  [`${START}?sslmode=disable&options=-c%20role%3Dpostgres`, "connection_url has options"],
  [`${START}?sslmode=disable&sslmode=disable`, "connection_url has sslmode twice"],
  [`${START}?sslmode=disable&target_session_attrs=any`, "target_session_attrs is any instead of missing"],
  [`${START}?sslmode=require`, "sslmode is require instead of disable"],
  [`${START}?connect_timeout=5`, "sslmode is its default instead of disable"],
  [
    `${START.replace("appdb", "postgres")}?sslmode=disable`,
    `connection_url begins with ${START.replace("appdb", "postgres")} instead of ${START}`,
  ],
  [
    `${START.replace(":5432", ":5432,elsewhere:5432")}?sslmode=disable`,
    `connection_url begins with ${START.replace(":5432", ":5432,elsewhere:5432")} instead of ${START}`,
  ],
  [
    `${START.replace("{{password}}", "a:b@c")}?sslmode=disable`,
    `connection_url begins with ${START.replace("{{password}}", "…")} instead of ${START}`,
  ],
])("%s is not", (url, difference) => {
  expect(differences(url)).toEqual([difference]);
});

describe("of several hosts", () => {
  const hosts = [1, 2].map((port) => ({ host: "127.0.0.1", port }));
  const several = { ...connection!, endpoint: { hosts, targetSessionAttrs: "read-write" as const } };
  const url = "postgresql://{{username}}:{{password}}@127.0.0.1:1,127.0.0.1:2/appdb?sslmode=disable";

  test("each is there, in order, and which of them is taken", () => {
    expect(urlDifferences(several, hosts, `${url}&target_session_attrs=read-write`)).toEqual([]);
    expect(urlDifferences(several, hosts, url)).toEqual([
      "target_session_attrs is missing instead of read-write",
    ]);
    const [first = "", second = ""] = ["127.0.0.1:1", "127.0.0.1:2"];
    const turned = url.replace(`${first},${second}`, `${second},${first}`);
    expect(urlDifferences(several, hosts, `${turned}&target_session_attrs=read-write`)).toEqual([
      `connection_url begins with ${turned.replace(/\?.*/, "")} instead of ${url.replace(/\?.*/, "")}`,
    ]);
  });
});
