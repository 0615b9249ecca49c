import { type App, type TerraformStack } from "cdktf";
import { FindingsError } from "../../../constructs";
import { environments } from "../../../environments";
import { VaultDatabaseStack } from "../../../stacks/vault-database-stack";
import { synthesizeInto } from "../../synthesize";
import { WAYS_ROUND, type WayRound } from "./ways-round";

const production = environments.find(({ name }) => name === "production")!;

/** The rules that refuse an edited production when its app is synthesized. */
function rulesAgainst(edit: WayRound[1]): string[] {
  try {
    synthesizeInto(
      (app: App) => edit(new VaultDatabaseStack(app, production) as TerraformStack, app),
      () => undefined,
    );
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings.map(({ rule }) => rule);
    throw error;
  }
}

test.each(WAYS_ROUND)("%s is refused", (_, edit, rule) => {
  expect(rulesAgainst(edit)).toContain(rule);
});

test("there are a hundred ways round, and more", () => {
  expect(new Set(WAYS_ROUND.map(([what]) => what)).size).toBeGreaterThanOrEqual(100);
});
