import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CertificateAuthority,
  findVault,
  startPostgres,
  startVault,
  Workspace,
} from "../../../rehearsal/servers";

/** Starts servers and waits to be killed. Writes the directory when it is there, then how far it is. */
async function main(): Promise<void> {
  const workspace = new Workspace();
  const tell = (line: string) => process.stdout.write(`${line}\n`);
  tell(workspace.directory);
  const authority = await CertificateAuthority.create();
  const caFile = join(workspace.directory, "ca.pem");
  writeFileSync(caFile, authority.pem);
  const binary = await findVault(process.env, () => undefined);
  tell("starting");
  // An empty cache, so that there is a time in which PostgreSQL is initialized.
  const postgres = { version: 18, authority, cache: join(workspace.directory, "cache") } as const;
  await Promise.all([startPostgres(workspace, postgres), startVault(workspace, binary, caFile)]);
  tell("ready");
  await workspace.failure;
}

void main();
