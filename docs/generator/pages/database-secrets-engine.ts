import { DatabaseSecretsEngine, Duration } from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "DatabaseSecretsEngine",
  file: "database-secrets-engine.ts",
  props: [["DatabaseSecretsEngineProps", "database-secrets-engine.ts"]],
  choices: [
    ["DatabaseSecretsEngine", "database-secrets-engine.ts"],
    ["Duration", "duration.ts"],
  ],
  example(stack) {
    new DatabaseSecretsEngine(stack, "database", {
      defaultLeaseTtl: Duration.minutes(15),
      maxLeaseTtl: Duration.hours(24),
    });
    // One that is mounted elsewhere:
    DatabaseSecretsEngine.fromPath(stack, "shared", "team-a/database");
  },
};
