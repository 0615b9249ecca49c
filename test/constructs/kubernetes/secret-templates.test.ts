import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AgentTemplate } from "../../../constructs";
import { secretTemplates } from "../../../constructs/kubernetes/manifests/secret-templates";
import { eventually } from "../../../contract/eventually";
import { PASSWORD, USER, withStartedAgent } from "../agent/started-agent";

const ADDRESS = {
  host: "fd00::1",
  port: 5433,
  database: 'we{{ird "db"\\/?&',
  sslMode: "verify-full",
  caFile: "/etc/{{.Secrets.password}} a.crt",
};
const VARIABLES = {
  HOST: "host",
  PORT: "port",
  DATABASE: "database",
  USER: "user",
  PASSWORD: "password",
  SSLMODE: "sslmode",
  CA: "sslrootcert",
  URL: "url",
} as const;

/**
 * The templates as one JSON object in the language of the agent, which is Go's with sprig's functions, too, under names
 * of its own.
 */
function inAgent(templates: Record<string, string>): string {
  const definitions = Object.entries(templates).map(
    ([key, text]) => `{{ define "${key}" }}${text.replaceAll("| replace", "| sprig_replace")}{{ end }}`,
  );
  const values = Object.keys(templates).map(
    (key) => `"${key}": {{ executeTemplate "${key}" (sprig_dict "Secrets" .Data) | toJSON }}`,
  );
  return `${definitions.join("")}{{ with secret "database/creds/app-readonly" }}{ ${values.join(", ")} }{{ end }}`;
}

test("what Go's templates make of a Secret's keys is what is described, whatever the password has in it", () =>
  withStartedAgent(
    ({ directory }) =>
      (role) => ({ templates: [AgentTemplate.url({ role, destination: join(directory, "secret.json") })] }),
    async ({ agent, directory }) => {
      const file = join(directory, "secret.json");
      if (!(await eventually(async () => existsSync(file)))) throw new Error(agent.output);
      const { URL: url, ...values } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
      const { host, port, database, sslMode, caFile } = ADDRESS;
      expect(values).toEqual({
        HOST: host,
        PORT: String(port),
        DATABASE: database,
        USER,
        PASSWORD,
        SSLMODE: sslMode,
        CA: caFile,
      });
      const { hostname, port: inUrl, pathname, username, password, searchParams } = new URL(String(url));
      expect({
        host: hostname,
        port: inUrl,
        database: decodeURIComponent(pathname.slice(1)),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
        query: Object.fromEntries(searchParams),
      }).toEqual({
        host: `[${host}]`,
        port: String(port),
        database,
        user: USER,
        password: PASSWORD,
        query: { sslmode: sslMode, sslrootcert: caFile },
      });
    },
    (text) => {
      const configuration = JSON.parse(text) as { template: { contents: string }[] };
      const templates = secretTemplates(
        { variables: VARIABLES, address: ADDRESS },
        { user: ".Secrets.username", password: ".Secrets.password" },
      );
      configuration.template[0]!.contents = inAgent(templates);
      return JSON.stringify(configuration);
    },
  ));
