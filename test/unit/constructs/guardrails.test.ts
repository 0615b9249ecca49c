import { TerraformVariable, type TerraformStack } from "cdktf";
import { findingsOf } from "../bad-inputs/expect-finding";
import { Guardrails, Duration, RootCredential, type Finding } from "../../../constructs";
import { RULES } from "../../../constructs/rules";
import { environments } from "../../../environments";
import { VaultDatabaseStack } from "../../../stacks/vault-database-stack";
import { BROKEN_PRODUCTIONS, CONNECTION, override, remove } from "./broken-productions";

const production = environments.find(({ name }) => name === "production")!;

/** What the guardrails find in production after an edit of what is rendered. */
function findingsAfter(edit: (stack: TerraformStack) => void): readonly Finding[] {
  return findingsOf((outer) => edit(new VaultDatabaseStack(outer.node.root as TerraformStack, production)));
}

test("every environment keeps every rule", () => {
  for (const environment of environments) {
    expect(
      findingsOf((outer) => new VaultDatabaseStack(outer.node.root as TerraformStack, environment)),
    ).toEqual([]);
  }
});

test.each(BROKEN_PRODUCTIONS)("%s finds it", (rule, edit, path, message) => {
  const fix = RULES.find(({ id }) => id === rule)?.fix;
  expect(findingsAfter(edit)).toContainEqual({ rule, path, message, fix });
});

test("every rule has a stack that breaks it", () => {
  expect([...new Set(BROKEN_PRODUCTIONS.map(([rule]) => rule))].sort()).toEqual(
    RULES.map(({ id }) => id).sort(),
  );
});

describe("an acknowledgement", () => {
  const noRotation = remove(`${CONNECTION}/rotation`);
  const acknowledge = (rule: string, reason: string) => (stack: TerraformStack) => {
    noRotation(stack);
    Guardrails.acknowledge(stack.node.findChild("database"), rule, reason);
  };

  test("with a reason accepts what a rule finds in a construct and below", () => {
    expect(findingsAfter(acknowledge("root-rotation", "the DBA rotates it by hand until June"))).toEqual([]);
  });

  test("without a reason is a finding", () => {
    expect(findingsAfter(acknowledge("root-rotation", "because"))).toEqual([
      {
        rule: "acknowledgement",
        path: "production/database",
        message: '"because" is no reason for "root-rotation"',
        fix: "say in a sentence why this is fine here",
      },
    ]);
  });

  test("of a rule that finds nothing is a finding", () => {
    expect(findingsAfter((stack) => Guardrails.acknowledge(stack, "scram", "some reason of old"))).toEqual([
      {
        rule: "acknowledgement",
        path: "production",
        message: 'rule "scram" finds nothing here any more',
        fix: "take the acknowledgement out",
      },
    ]);
  });

  test("of a rule that doesn't exist names those that do", () => {
    const [finding] = findingsAfter((stack) =>
      Guardrails.acknowledge(stack, "no-such-rule", "some reason of old"),
    );
    expect(finding).toMatchObject({ rule: "acknowledgement", message: 'there is no rule "no-such-rule"' });
    expect(finding?.fix).toMatch(/^use the name of a rule: audit-device, bounded-secret-id, /);
  });

  test("of another construct accepts nothing", () => {
    const findings = findingsAfter((stack) => {
      noRotation(stack);
      Guardrails.acknowledge(stack.node.findChild("approle"), "root-rotation", "the DBA rotates it by hand");
    });
    expect(findings.map(({ rule }) => rule)).toEqual(["root-rotation", "acknowledgement"]);
  });
});

test("a profile can be made stricter", () => {
  const strict = { ...production, guardrails: Guardrails.production({ maxTtl: Duration.hours(1) }) };
  const findings = findingsOf((outer) => new VaultDatabaseStack(outer.node.root as TerraformStack, strict));
  expect(findings.map(({ rule }) => rule)).toContain("lease-ttl-bounds");
});

test("RootCredential.fromVariable makes its variable sensitive and ephemeral", () => {
  const findings = findingsAfter((stack) => {
    const variable = new TerraformVariable(stack, "root", { type: "string" });
    const password = RootCredential.fromVariable(variable).bind(stack);
    override(`${CONNECTION}/Resource`, "postgresql.password_wo", password)(stack);
  });
  expect(findings).toEqual([]);
});
