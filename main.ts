import { App } from "cdktf";
import { FindingsError } from "./constructs";
import { environments } from "./environments";
import { CiStack } from "./stacks/ci-stack";
import { VaultDatabaseStack } from "./stacks/vault-database-stack";

// cdktf keeps a stack trace of every token; to look its lines up in source maps takes a sixth of a synthesis.
process.setSourceMapsEnabled(false);
try {
  // Stack traces would put paths of this machine into what is synthesized.
  const app = new App({ stackTraces: false });
  for (const environment of environments) {
    const stack = new VaultDatabaseStack(app, environment);
    if (environment.ci) new CiStack(stack, environment, environment.ci);
  }
  app.synth();
} catch (error) {
  process.setSourceMapsEnabled(true);
  if (!(error instanceof FindingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
