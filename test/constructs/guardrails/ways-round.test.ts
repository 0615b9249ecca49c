import { join } from "node:path";
import { type App, type TerraformStack } from "cdktf";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { FindingsError } from "../../../constructs";
import { VaultDatabaseStack } from "../../../stacks/vault-database-stack";
import { stackFindings } from "../../../rehearsal/stack-findings";
import { readSynthesizedStack, type SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { synthesizeInto } from "../../synthesize";
import { production } from "./production";
import { override } from "./broken-productions";
import { WAYS_ROUND, type WayRound } from "./ways-round";

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

/** What a rehearsal finds before it starts a server, in production as it was synthesized without being checked. */
function findingsOfRehearsal(
  edit: WayRound[1],
  change: (stack: SynthesizedStack) => SynthesizedStack = (stack) => stack,
): string[] {
  return synthesizeInto(
    (app: App) => {
      edit(new VaultDatabaseStack(app, production), app);
      Object.defineProperty(app, "skipValidation", { value: true });
    },
    (stacks) => stackFindings(change(readSynthesizedStack(join(stacks, "production")))),
  ).map(({ about, detail }) => `${about.name}: ${detail}`);
}

test("what an app synthesizes without checking it is checked when it is rehearsed", () => {
  expect(findingsOfRehearsal(() => undefined)).toEqual([]);
  expect(findingsOfRehearsal(override("vault", "token", "hunter2"))).toEqual([
    "production (provider vault): no-literal-password: token is a literal",
  ]);
  expect(findingsOfRehearsal((stack) => void new Policy(stack, "p", { name: "p", policy: "" }))).toEqual([
    "production/p: undescribed: no construct describes this: vault_policy",
  ]);
  expect(findingsOfRehearsal(override("approle/myapp/Resource", "token_period", 315_360_000))).toContain(
    "production/approle/myapp: lease-ttl-bounds: token_period is 315360000 s; the bound is 24 h",
  );
});

test("what is edited after it was synthesized is checked when it is rehearsed", () => {
  const config = (more: object) => (stack: SynthesizedStack) => ({
    ...stack,
    config: { ...stack.config, ...more },
  });
  const nothing = () => undefined;
  expect(findingsOfRehearsal(nothing, config({ provider: { vault: [{ skip_tls_verify: true }] } }))).toEqual([
    [
      "production: provider postgresql is missing instead of there",
      "provider random is missing instead of there",
      "address of provider vault is missing instead of https://vault.production.internal",
      "skip_tls_verify of provider vault is true instead of missing",
    ].join("; "),
    "production (provider vault): verified-vault-tls: it skips the verification",
  ]);
  expect(findingsOfRehearsal(nothing, config({ terraform: {} }))).toEqual([
    "production: remote-state: its state is a local file",
  ]);
  expect(
    findingsOfRehearsal(
      nothing,
      config({ output: { x: { value: "${ephemeral.random_password.x.result}" } } }),
    ),
  ).toEqual(["production (output x): no-literal-password: it gives an ephemeral value away"]);
  expect(findingsOfRehearsal(nothing, config({ output: { pw: { value: "hunter2" } } }))).toEqual([
    "production (output pw): no-literal-password: it is a literal",
  ]);
});

test("an acknowledgement that is written into access.json for nothing is found when it is rehearsed", () => {
  const forged = { rule: "no-superuser", path: "production/appdb", reason: "the auditors have seen it" };
  const change = (stack: SynthesizedStack) => ({
    ...stack,
    access: { ...stack.access, acknowledged: [forged] },
  });
  expect(findingsOfRehearsal(() => undefined, change)).toEqual([
    'production/appdb: acknowledgement: rule "no-superuser" finds nothing here',
  ]);
});

test("there are a hundred ways round, and more", () => {
  expect(new Set(WAYS_ROUND.map(([what]) => what)).size).toBeGreaterThanOrEqual(100);
});
