import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vaultOfCaller } from "../../cli/vault-of-caller";
import { CertificateAuthority } from "../../rehearsal/servers";
import { withHttpStandIn } from "../clients/http-stand-in";

test("the caller's Vault is asked with the caller's token, in the caller's namespace", async () => {
  const headers: unknown[] = [];
  await withHttpStandIn(
    (request) => {
      headers.push([request.url, request.headers["x-vault-token"], request.headers["x-vault-namespace"]]);
      return { status: 204 };
    },
    async (address) => {
      const env = { VAULT_ADDR: `${address}/`, VAULT_TOKEN: "t", VAULT_NAMESPACE: "team-a" };
      await vaultOfCaller(env).request("GET", "sys/health");
      await vaultOfCaller(env).withToken("other").wrapping(60).request("GET", "sys/health");
      const { VAULT_NAMESPACE: _, ...none } = { ...env, VAULT_ADDR: "http://127.0.0.1:1", BAO_ADDR: address };
      await vaultOfCaller(none).request("GET", "sys/health");
    },
  );
  expect(headers).toEqual([
    ["/v1/sys/health", "t", "team-a"],
    ["/v1/sys/health", "other", "team-a"],
    ["/v1/sys/health", "t", undefined],
  ]);
});

test("a Vault is trusted whose certificate is of the caller's CA, and no other", async () => {
  const authority = await CertificateAuthority.create();
  const { certificate: cert, key } = await authority.issue();
  const server = createServer({ cert, key }, (_, response) => response.end("{}"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const directory = mkdtempSync(join(tmpdir(), "ca-"));
  try {
    const file = join(directory, "ca.pem");
    writeFileSync(file, authority.pem);
    const env = {
      VAULT_ADDR: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      VAULT_TOKEN: "t",
    };
    await vaultOfCaller({ ...env, VAULT_CACERT: file }).request("GET", "sys/health");
    await expect(vaultOfCaller(env).request("GET", "sys/health")).rejects.toThrow(/certificate/);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(directory, { recursive: true });
  }
});
