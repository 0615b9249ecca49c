import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import { readSynthesizedStack, type SynthesizedStack } from "../rehearsal/stack/synthesized-stack";

/** A stack as it is synthesized. @param build makes it in an app, and returns it */
export function synthesized(build: (app: App) => TerraformStack): SynthesizedStack {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const { node } = build(app);
    app.synth();
    return readSynthesizedStack(join(outdir, "stacks", node.id));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function stackWithProviders(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new VaultProvider(stack, "vault", {});
  new PostgresqlProvider(stack, "postgresql", {});
  return stack;
}
