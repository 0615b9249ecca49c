import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Session } from "../../clients/postgres-session";
import { startAgent } from "./agent";
import { type Pairs, setApart, withPairs } from "./pairs";
import { adapt, snippet } from "./snippets";

/** AWS's command, as far as it matters here: it keeps what it is given. */
const AWS = `#!/bin/sh
[ "$1 $2 $3" = "secretsmanager put-secret-value --cli-input-json" ] && cp "\${4#file://}" "\${0%aws}kept.json"
`;

test("RDS Proxy's secret becomes the login that was rotated last, and then the application's does", () =>
  withPairs(async (pairs) => {
    const rotated = await setApart(pairs, "web");
    const directory = await startCopying(pairs);
    const read = (file: string) => readFileSync(join(directory, file), "utf8");
    expect(read("login.json")).toBe(read("kept.json"));
    const { SecretId, SecretString } = JSON.parse(read("kept.json")) as Record<string, string>;
    const { username: user, password } = JSON.parse(String(SecretString)) as Record<string, string>;
    expect([SecretId, user]).toEqual(Array(2).fill(rotated.replace("-", "_")));
    const login = { user: String(user), password: String(password) };
    await Session.with(pairs.database, "appdb", login, (session) => session.query("SELECT"));
  }));

/** @returns where the files are */
async function startCopying(pairs: Pairs): Promise<string> {
  const directory = join(pairs.workspace.directory, "myapp");
  mkdirSync(directory);
  const write = (file: string, text: string) => writeFileSync(join(directory, file), text, { mode: 0o700 });
  write("aws", AWS);
  write("copy-secret", adapt(snippet("aws secretsmanager"), { "/run/myapp": directory }));
  const [withoutTemplate = ""] = snippet("auto_auth").split(/^template \{/m);
  const hcl =
    adapt(withoutTemplate, {
      "https://vault.internal:8200": pairs.deployment.vault.address,
      "/etc/pgbouncer": directory,
      "/run/pgbouncer": directory,
    }) + adapt(snippet("SecretString"), { "/run/myapp": directory, "/etc/myapp": directory });
  await startAgent(pairs, directory, hcl, "login.json");
  return directory;
}

const TO_JSON = `
import json, sys
try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib
print(json.dumps(tomllib.loads(sys.stdin.read())))
`;

const parsed = (toml: string): unknown =>
  JSON.parse(execFileSync("python3", ["-c", TO_JSON], { input: toml, encoding: "utf8" }));

test("pgdog's files say where Vault is, and what it takes from there", () => {
  expect(parsed(snippet("[vault]"))).toMatchObject({
    general: { tls_verify: "verify_full", passthrough_auth: "disabled" },
    vault: { auth_method: "kubernetes", kubernetes_role: "pgdog" },
  });
  expect(parsed(snippet("[[users]]"))).toMatchObject({
    users: [{ server_auth: "vault_dynamic", server_vault_path: "database/creds/app-readwrite" }],
  });
});
