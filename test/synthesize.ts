import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { environments } from "../environments";
import type { Environment } from "../environments/environment";
import { readSynthesizedStack, type SynthesizedStack } from "../rehearsal/stack/synthesized-stack";
import { VaultDatabaseStack } from "../stacks/vault-database-stack";

/** Synthesizes into a directory that is gone afterwards. */
export function synthesizeInto<Result>(
  build: (app: App) => unknown,
  read: (stacks: string) => Result,
): Result {
  const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    app.synth();
    return read(join(outdir, "stacks"));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The stack of one of the environments, as `npm run synth` leaves it. @param changes what is different from it */
export function synthesizeEnvironment(name: string, changes: Partial<Environment> = {}): SynthesizedStack {
  return synthesizeInto(
    (app) =>
      environments.forEach((each) => new VaultDatabaseStack(app, { ...each, ...changes, name: each.name })),
    (stacks) => readSynthesizedStack(join(stacks, name)),
  );
}

/** A stack of one's own, as it is synthesized. */
export function synthesizeStack(build: (stack: TerraformStack) => unknown): SynthesizedStack {
  return synthesizeInto(
    (app) => build(new TerraformStack(app, "test")),
    (stacks) => readSynthesizedStack(join(stacks, "test")),
  );
}
