import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VaultClient } from "../../clients/vault-client";
import { DirectApplier } from "../../rehearsal/apply/direct-applier";
import { PostgresTarget } from "../../rehearsal/apply/postgres-target";
import { variableValues } from "../../rehearsal/stack/variables";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";

const DONE = ".deployed";

/**
 * `npx cdktf-cli deploy <stack>` for the app in main.ts, on the servers in the environment, without Terraform. The app is
 * complete the first time, so there is nothing to change after it.
 */
async function deploy(name: string): Promise<void> {
  if (existsSync(DONE)) return;
  writeFileSync(DONE, "");
  execFileSync(process.execPath, ["-r", "tsx/cjs", "main.ts"], { stdio: "inherit" });
  const {
    VAULT_ADDR = "",
    VAULT_TOKEN = "",
    PGHOST = "",
    PGPORT = "",
    PGUSER = "",
    PGPASSWORD = "",
  } = process.env;
  const directory = join("cdktf.out/stacks", name);
  const stack = readSynthesizedStack(directory);
  const target = new PostgresTarget({
    host: PGHOST,
    port: Number(PGPORT),
    user: PGUSER,
    password: PGPASSWORD,
  });
  const given = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) =>
      key.startsWith("TF_VAR_") ? [[key.slice(7), value]] : [],
    ),
  );
  const applier = new DirectApplier({
    vault: new VaultClient(VAULT_ADDR, VAULT_TOKEN).withRetries(),
    postgresOf: () => target,
    variables: { ...variableValues(stack, { certificate: "", reviewerTokenOf: () => "" }), ...given },
  });
  await applier.apply(stack);
  await target.close();
}

void deploy(String(process.argv[4]));
