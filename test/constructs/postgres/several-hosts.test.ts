import {
  AppRoleAuth,
  AgentTemplate,
  Duration,
  PostgresTls,
  Privileges,
  VaultToken,
} from "../../../constructs";
import { accessDifference } from "../../../constructs/access/access-difference";
import { addConnection, onlyArgumentsOf } from "./postgres-resources";
import { synthesize } from "../vault-resources";

const hosts = [{ host: "pg-1" }, { host: "pg-2", port: 6432 }];
const clientCertificate = { certFile: "/etc/vault/client.pem", keyFile: "/etc/vault/client.key" };

const connected = (props: Parameters<typeof addConnection>[1]) =>
  synthesize((scope) => addConnection(scope, props));

const urlOf = (stack: ReturnType<typeof connected>) =>
  (onlyArgumentsOf(stack, "vault_database_secret_backend_connection").postgresql as Record<string, string>)
    .connection_url;

test("Vault is told each host with its port, and takes the one that it can write to", () => {
  const stack = connected({ endpoint: { hosts } });
  expect(urlOf(stack)).toBe(
    "postgresql://{{username}}:{{password}}@pg-1:5432,pg-2:6432/appdb?sslmode=verify-full&target_session_attrs=read-write",
  );
  expect(stack.access.connections[0]?.endpoint).toEqual({
    hosts: [
      { host: "pg-1", port: 5432 },
      { host: "pg-2", port: 6432 },
    ],
    targetSessionAttrs: "read-write",
  });
  expect(urlOf(connected({ endpoint: { hosts, targetSessionAttrs: "primary" } }))).toContain(
    "&target_session_attrs=primary",
  );
});

test("Vault shows a client certificate by files on its host, and no key is in the stack", () => {
  const stack = connected({ tls: PostgresTls.verifyFull({ clientCertificate }) });
  expect(urlOf(stack)).toBe(
    "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=verify-full&sslcert=/etc/vault/client.pem&sslkey=/etc/vault/client.key",
  );
  expect(stack.access.connections[0]?.clientCertificate).toEqual(clientCertificate);
  expect(JSON.stringify(stack.resources)).not.toContain("private_key");
});

test("both are told where they change", () => {
  const before = connected({}).access;
  const after = connected({
    endpoint: { hosts },
    tls: PostgresTls.verifyFull({ clientCertificate }),
  }).access;
  expect(accessDifference(before, after)).toEqual([
    "! connection database/appdb changes from endpoint postgres.internal:5432 to endpoints pg-1:5432,pg-2:6432, of which Vault takes the one that is read-write",
    "+ connection database/appdb gains a client certificate in file /etc/vault/client.pem of Vault's host, with its key in /etc/vault/client.key",
  ]);
});

test("whoever reads a file of an agent is told each host, and which of them is taken", () => {
  const contents = (stack: ReturnType<typeof connected>) => {
    const [text = ""] = [...stack.files].flatMap(([name, each]) =>
      name.endsWith(".agent.json") ? each : [],
    );
    const { template } = JSON.parse(text) as { template: { contents: string }[] };
    return template.map(({ contents: content }) => content.replace(/\{\{[^}]*\}\}/g, "…"));
  };
  const stack = synthesize((scope) => {
    const role = addConnection(scope, { endpoint: { hosts } }).addRole("reader", {
      privileges: Privileges.readOnly(),
    });
    const web = new AppRoleAuth(scope, "approle").addWorkload("web", {
      secretIdTtl: Duration.minutes(5),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    role.grantRead(web);
    const endpoint = { hosts, targetSessionAttrs: "prefer-standby" } as const;
    web.agent({
      roleIdFile: "/role-id",
      secretIdFile: "/secret-id",
      templates: [
        AgentTemplate.envFile({ role, destination: "/run/1" }),
        AgentTemplate.json({ role, destination: "/run/2" }),
        AgentTemplate.pgpass({ role, destination: "/run/3" }),
        AgentTemplate.pgService({ role, destination: "/run/4", endpoint }),
        AgentTemplate.url({ role, destination: "/run/5", endpoint }),
      ],
    });
  });
  expect(contents(stack)).toEqual([
    "…PGHOST='pg-1,pg-2'\nPGPORT='5432,6432'\nPGDATABASE='appdb'\nPGUSER=…\nPGPASSWORD=…\nPGSSLMODE='verify-full'\nPGTARGETSESSIONATTRS='read-write'\n…",
    expect.stringContaining('"host": "pg-1,pg-2",\n  "port": "5432,6432",\n  "database": "appdb",'),
    "…pg-1:5432:appdb:…:…\npg-2:6432:appdb:…:…\n…",
    "…[appdb]\nhost=pg-1,pg-2\nport=5432,6432\ndbname=appdb\nuser=…\npassword=…\nsslmode=verify-full\ntarget_session_attrs=prefer-standby\n…",
    "…postgresql://…:…@pg-1:5432,pg-2:6432/appdb?sslmode=verify-full&target_session_attrs=prefer-standby\n…",
  ]);
});
