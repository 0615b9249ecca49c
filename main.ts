import { App } from "cdktf";
import { FindingsError } from "./constructs";
import { environments } from "./environments";
import { VaultDatabaseStack } from "./stacks/vault-database-stack";

// Stack traces would put paths of this machine into what is synthesized.
const app = new App({ stackTraces: false });
for (const environment of environments) new VaultDatabaseStack(app, environment);
try {
  app.synth();
} catch (error) {
  if (!(error instanceof FindingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
