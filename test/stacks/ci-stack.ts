import { join } from "node:path";
import { environments } from "../../environments";
import type { Ci, Environment } from "../../environments/environment";
import { readSynthesizedStack, type SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { CiStack } from "../../stacks/ci-stack";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { synthesizeInto } from "../synthesize";

export const ci: Ci = {
  repository: "acme/databases",
  repositoryId: "123456789",
  audience: "https://vault.staging.internal",
};

/** The stack that lets jobs of GitHub Actions plan and deploy staging. */
export function synthesizeCiStack(): SynthesizedStack {
  const staging = environments.find(({ name }) => name === "staging") as Environment;
  return synthesizeInto(
    (app) => new CiStack(new VaultDatabaseStack(app, staging), staging, ci),
    (stacks) => readSynthesizedStack(join(stacks, "staging-ci")),
  );
}
