import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VaultClient } from "../../../clients/vault-client";
import { keptReference } from "../../../rehearsal/servers/kept-reference";
import { CertificateAuthority, findVault, startVault, Workspace } from "../../../rehearsal/servers";

const nobody = new VaultClient("http://127.0.0.1:1", "none");

test("how a Vault stores things is found out once for its binary, and again when what is kept is broken", async () => {
  const workspace = new Workspace();
  const cache = mkdtempSync(join(tmpdir(), "cache-"));
  try {
    const binary = await findVault(process.env, () => undefined);
    const caFile = join(workspace.directory, "ca.pem");
    writeFileSync(caFile, (await CertificateAuthority.create()).pem);
    const { client } = await startVault(workspace, binary, caFile);

    const learned = await keptReference(binary, cache, client);
    expect(Object.keys(learned.kinds)).toContain("connection");
    expect(await keptReference(binary, cache, nobody)).toEqual(learned);

    const [kept] = readdirSync(cache);
    writeFileSync(join(cache, kept!), '{"kinds": {');
    await expect(keptReference(binary, cache, nobody)).rejects.toThrow("ECONNREFUSED");
    expect((await keptReference(binary, cache, client)).tables).toEqual(learned.tables);
    expect(await keptReference(binary, join(cache, kept!, "none"), client)).toMatchObject({
      tables: learned.tables,
    });
    expect(readdirSync(cache)).toEqual([kept]);
  } finally {
    await workspace.dispose();
    rmSync(cache, { recursive: true });
  }
});
