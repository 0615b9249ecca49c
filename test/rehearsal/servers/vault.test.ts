import { once } from "node:events";
import { chmodSync, existsSync, writeFileSync } from "node:fs";

import { createServer } from "node:http";
import { join } from "node:path";
import {
  CertificateAuthority,
  findVault,
  freePort,
  LogCollector,
  startVault,
  type Vault,
  Workspace,
} from "../../../rehearsal/servers";
import { leftovers } from "./leftovers";

let binary: string;
let workspace: Workspace;
let caFile: string;
beforeAll(async () => {
  binary = await findVault(process.env, () => undefined);
});
beforeEach(async () => {
  workspace = new Workspace();
  caFile = join(workspace.directory, "ca.pem");
  writeFileSync(caFile, (await CertificateAuthority.create()).pem);
});
afterEach(() => workspace.dispose());

function script(text: string): string {
  const path = join(workspace.directory, "vault");
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("Vault starts unsealed with a root token of its own, and leaves nothing", async () => {
  const vault = await startVault(workspace, binary, caFile);
  expect(vault.product).toMatch(/^(OpenBao|Vault)$/);
  expect(vault.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(await vault.client.request("GET", "sys/health")).toMatchObject({ initialized: true, sealed: false });
  expect(workspace.redact(String(vault.client.token))).toBe("…");
  await expect(vault.client.withToken("root").request("GET", "sys/mounts")).rejects.toThrow("403");
  expect(existsSync(join(workspace.directory, ".vault-token"))).toBe(false);
  await workspace.dispose();
  expect(await leftovers(workspace.directory)).toEqual([]);
});

test("Vault takes audit devices over its API, and a collector stands for a syslog", async () => {
  const { client }: Vault = await startVault(workspace, binary, caFile);
  const collector = await LogCollector.start();
  workspace.onDispose(() => collector.close());
  const file = join(workspace.directory, "audit.log");
  await client.request("PUT", "sys/audit/file", { type: "file", options: { file_path: file } });
  const options = { address: collector.address, socket_type: "tcp" };
  await client.request("PUT", "sys/audit/socket", { type: "socket", options });
  await client.request("GET", "auth/token/lookup-self");
  expect(existsSync(file)).toBe(true);
  const entry = await collector.lineWith('"path":"auth/token/lookup-self"');
  expect(JSON.parse(entry)).toMatchObject({ request: { path: "auth/token/lookup-self" } });
});

test("two Vaults run side by side, each with a token of its own", async () => {
  const [one, other] = await Promise.all([
    startVault(workspace, binary, caFile),
    startVault(workspace, binary, caFile),
  ]);
  await expect(one.client.withToken(String(other.client.token)).request("GET", "sys/mounts")).rejects.toThrow(
    "403",
  );
});

test("Vault takes another port when somebody took its own in between", async () => {
  // It accepts and never answers.
  const taken = createServer(() => undefined);
  await once(taken.listen(0, "127.0.0.1"), "listening");
  const { port } = taken.address() as { port: number };
  const ports = [port, await freePort()];
  const { client } = await startVault(workspace, binary, caFile, async () => ports.shift() as number);
  expect(client.address).not.toContain(`:${port}`);
  expect(ports).toEqual([]);
  taken.closeAllConnections();
  taken.close();
});

describe("a binary that isn't Vault", () => {
  test("is refused when it says so", async () => {
    const other = script("echo Consul v1.20.0");
    await expect(startVault(workspace, other, caFile)).rejects.toMatchObject({
      problem: `"${other}" is neither Vault nor OpenBao.`,
      advice: "Name one of them in VAULT_BINARY.",
    });
  });

  test("is refused when it fails", async () => {
    const other = script("echo 'exec format error' >&2; exit 126");
    await expect(startVault(workspace, other, caFile)).rejects.toMatchObject({
      problem: `${other} is gone: it ended with status 126.`,
      advice: "It wrote: exec format error",
    });
  });
});

test("a Vault that ends while it starts fails with what it wrote last", async () => {
  const broken = script(
    'case "$1" in version) echo "Vault v1.21.1";; *) echo "Error initializing core" >&2; exit 1;; esac',
  );
  await expect(startVault(workspace, broken, caFile)).rejects.toMatchObject({
    problem: "Vault is gone: it ended with status 1.",
    advice: "It wrote: Error initializing core",
  });
});
