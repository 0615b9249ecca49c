import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotTell } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

/** What a rehearsal says when a program is Vault in everything but as an agent. */
function rehearseWith(agent: string): Promise<string> {
  const program = join(app.empty(), "vault");
  writeFileSync(program, `#!/bin/sh\n[ "$1" = agent ] || exec "${app.vault}" "$@"\n${agent}\n`);
  chmodSync(program, 0o755);
  return couldNotTell(["rehearse", app.stack()], { env: { VAULT_BINARY: program } });
}

/** A wrapping token works once: somebody opens it before the agent does. */
const OPENED_BEFORE = `
config="\${2#-config=}"
value() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p" "$config"; }
VAULT_ADDR="$(value address)" VAULT_TOKEN="$(cat "$(value secret_id_file_path)")" "$VAULT" unwrap > /dev/null
exec "$VAULT" "$@"`;

test("a program that is no agent is named", async () => {
  expect(await rehearseWith("echo 'no such command' >&2; exit 127")).toMatch(
    /^".*\/vault" has no agent: started as one, it ended with status 127\.\nName another in VAULT_BINARY: Vault 1\.14 or newer, or OpenBao\.$/,
  );
});

test("a wrapping token that somebody opened before is said so", async () => {
  expect(await rehearseWith(`VAULT="${app.vault}"${OPENED_BEFORE}`)).toBe(
    `The agent of "myapp" can't open its wrapping token: it was opened before, or has expired.\nIs this machine very busy? Try again.`,
  );
});

test("an agent that writes nothing is said so", async () => {
  expect(await rehearseWith("exec sleep 60")).toBe(
    `The agent of "myapp" wrote no credential in 10 s.\nIs this machine very busy? Try again.`,
  );
});
