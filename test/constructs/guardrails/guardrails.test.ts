import { TerraformVariable, type TerraformStack } from "cdktf";
import { findingsInApp, findingsOf } from "../bad-inputs/bad-input";
import {
  Duration,
  type Finding,
  type GuardrailProfile,
  Guardrails,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  type Problem,
  RootCredential,
} from "../../../constructs";
import { RULES } from "../../../constructs/guardrails/registry";
import { environments } from "../../../environments";
import { VaultDatabaseStack } from "../../../stacks/vault-database-stack";
import { synthesizeEnvironment } from "../../synthesize";
import { assign, BROKEN_PRODUCTIONS, CONNECTION, override, remove, ROLE } from "./broken-productions";
import { BROKEN_POLICIES } from "./broken-policies";
import { production } from "./production";
import { FINE_PRODUCTIONS, MISREAD_PRODUCTIONS } from "./fine-productions";
import { FIXES } from "./fixes";
import { OTHER_SPELLINGS } from "./other-spellings";
import { SECRETS_IN_USE } from "./secrets-in-use";
import { UNDESCRIBED_PARTS } from "./undescribed-parts";

/** What the guardrails find in production after an edit of what is rendered. */
function findingsAfter(edit: (stack: TerraformStack) => void): readonly Finding[] {
  return findingsInApp((app) => edit(new VaultDatabaseStack(app, production)));
}

/** What an override is besides what it does. */
const isUndescribed = ({ rule }: Pick<Finding, "rule">) => rule === "undescribed";

test("every environment keeps every rule", () => {
  for (const environment of environments) {
    expect(findingsInApp((app) => new VaultDatabaseStack(app, environment))).toEqual([]);
    expect(synthesizeEnvironment(environment.name).access.stack).toBe(environment.name);
  }
});

test.each(
  [
    ...BROKEN_PRODUCTIONS,
    ...OTHER_SPELLINGS,
    ...BROKEN_POLICIES,
    ...UNDESCRIBED_PARTS,
    ...SECRETS_IN_USE,
  ].map(([rule, edit, path, message]) => [rule, path, message, edit] as const),
)("%s finds in %s: %s", (rule, path, message, edit) => {
  const findings = findingsAfter(edit);
  expect(findings).toContainEqual({ rule, path, message, fix: FIXES[rule] });
  expect(findings.filter((each) => !isUndescribed(each))).toHaveLength(isUndescribed({ rule }) ? 0 : 1);
});

test("no-superuser finds of what a DBA's script makes a group a member", () => {
  const findings = findingsAfter((stack) => {
    const names = { databaseName: "legacy", owner: "legacy_owner", account: "vault_legacy" };
    const memberOf = ["pg_execute_server_program", "pg_monitor"] as const;
    PostgresDatabase.fromExisting(stack, "legacy", names).group(Privileges.of({ name: "jobs", memberOf }));
  });
  expect(findings.filter(({ rule }) => rule === "no-superuser")).toEqual([
    {
      rule: "no-superuser",
      path: "production",
      message: 'role "legacy_jobs" is a member of pg_execute_server_program',
      fix: FIXES["no-superuser"],
    },
  ]);
});

test.each(FINE_PRODUCTIONS)("%s: no rule finds anything", (_, edit) => {
  expect(findingsAfter(edit)).toEqual([]);
});

test.each(MISREAD_PRODUCTIONS)("%s: only that nobody describes it is found", (_, edit) => {
  expect([...new Set(findingsAfter(edit).map(({ rule }) => rule))]).toEqual(["undescribed"]);
});

test("every rule has a stack that breaks it", () => {
  expect([...new Set([...BROKEN_PRODUCTIONS, ...UNDESCRIBED_PARTS].map(([rule]) => rule))].sort()).toEqual(
    RULES.map(({ id }) => id).sort(),
  );
});

describe("an acknowledgement", () => {
  const noRotation = (stack: TerraformStack) => {
    remove(`${CONNECTION}/rotation`)(stack);
    Guardrails.acknowledge(stack.node.findChild("database"), "undescribed", "there is no rotation");
  };
  const acknowledge = (rule: string, reason: string) => (stack: TerraformStack) => {
    noRotation(stack);
    Guardrails.acknowledge(stack.node.findChild("database"), rule, reason);
  };

  test("with a reason accepts what a rule finds in a construct and below", () => {
    expect(findingsAfter(acknowledge("root-rotation", "the DBA rotates it by hand until June"))).toEqual([]);
  });

  test("at the resource that a construct stands for accepts it, too", () => {
    const findings = findingsAfter((stack) => {
      noRotation(stack);
      const { defaultChild } = stack.node.findChild("database").node.findChild("appdb").node;
      Guardrails.acknowledge(defaultChild!, "root-rotation", "the DBA rotates it by hand until June");
    });
    expect(findings).toEqual([]);
  });

  test.each([
    ["provider", override("vault", "token", "hvs.secret")],
    [
      "variable",
      (stack: TerraformStack) => void new TerraformVariable(stack, "db_password", { default: "hunter2" }),
    ],
  ])("at the stack accepts what is found in a %s", (_, edit) => {
    const findings = findingsAfter((stack) => {
      edit(stack);
      Guardrails.acknowledge(stack, "no-literal-password", "for a server on one's own machine");
    });
    expect(findings).toEqual([]);
  });

  test("of one argument accepts that argument alone", () => {
    const findings = findingsAfter((stack) => {
      override(`${CONNECTION}/Resource`, "plugin_name", "mine")(stack);
      override(`${CONNECTION}/Resource`, "postgresql.max_open_connections", 50)(stack);
      const connection = stack.node.findChild("database").node.findChild("appdb");
      Guardrails.acknowledge(connection, "undescribed", "the fork of our DBAs", "plugin_name");
    });
    expect(findings.map(({ path }) => path)).toEqual([
      "production/database/appdb (postgresql.max_open_connections)",
    ]);
  });

  test("without a reason is a finding", () => {
    expect(findingsAfter(acknowledge("root-rotation", "because"))).toEqual([
      {
        rule: "acknowledgement",
        path: "production/database",
        message: '"because" is not a reason for accepting "root-rotation"',
        fix: "say in a sentence why this is fine here",
      },
    ]);
  });

  test.each([
    ["zero-width spaces", "\u200b".repeat(12)],
    ["Braille blanks", "\u2800".repeat(12)],
    ["dots", "............"],
    ["one letter", "xxxxxxxxxxxxxx"],
    ["one letter in words", "xxxxx xxxxx xxxxx"],
    ["a word with spaces in it", "o          k"],
    ["one long word", "acknowledged"],
    ["the rule's name", "root-rotation"],
    ["the rule's words", "Root rotation, root rotation"],
    ["a placeholder", "TODO TODO TODO"],
    ["placeholders", "FIXME: tbd, todo (root-rotation)"],
  ])("with nothing but %s as its reason is a finding", (_, reason) => {
    expect(findingsAfter(acknowledge("root-rotation", reason))).toEqual([
      {
        rule: "acknowledgement",
        path: "production/database",
        message: `"${reason}" is not a reason for accepting "root-rotation"`,
        fix: "say in a sentence why this is fine here",
      },
    ]);
  });

  test.each([
    "der DBA dreht es von Hand",
    "администратор меняет его вручную",
    "TODO in June: the DBA does it",
  ])("with a reason in words is accepted: %s", (reason) => {
    expect(findingsAfter(acknowledge("root-rotation", reason))).toEqual([]);
  });

  test("whose reason holds a secret is a finding, which doesn't repeat it", () => {
    const reason = `the old one still works: hvs.${"a".repeat(24)}`;
    expect(findingsAfter(acknowledge("root-rotation", reason))).toEqual([
      {
        rule: "acknowledgement",
        path: "production/database",
        message: 'the reason for accepting "root-rotation" holds a token of Vault\'s',
        fix: "leave it out, and replace it where it is used",
      },
    ]);
  });

  test("of a rule that finds nothing is a finding", () => {
    expect(
      findingsAfter((stack) => Guardrails.acknowledge(stack, "remote-state", "some reason of old")),
    ).toEqual([
      {
        rule: "acknowledgement",
        path: "production",
        message: 'rule "remote-state" finds nothing here',
        fix: "remove the acknowledgement",
      },
    ]);
  });

  test("of a rule that doesn't exist names those that do", () => {
    const acknowledged = (stack: TerraformStack) =>
      Guardrails.acknowledge(stack, "no-such-rule", "some reason of old");
    expect(findingsAfter(acknowledged)).toEqual([
      {
        rule: "acknowledgement",
        path: "production",
        message: 'there is no rule "no-such-rule"',
        fix: `use the name of a rule: ${Object.keys(FIXES).join(", ")}`,
      },
    ]);
  });

  test("is looked at where no guardrails are attached, too", () => {
    const findings = findingsOf((stack) => {
      Guardrails.acknowledge(stack, "no-such-rule", "some reason of old");
      Guardrails.acknowledge(stack, "remote-state", "");
      Guardrails.acknowledge(stack, "remote-state", "nothing is looked at here");
    });
    expect(findings.map(({ rule, path, message }) => [rule, path, message])).toEqual([
      ["acknowledgement", "bad", 'there is no rule "no-such-rule"'],
      ["acknowledgement", "bad", '"" is not a reason for accepting "remote-state"'],
    ]);
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
  const findings = findingsInApp((app) => new VaultDatabaseStack(app, strict));
  expect(findings.map(({ rule }) => rule)).toContain("lease-ttl-bounds");
});

test("a profile can't be changed once it is made", () => {
  const lax = { maxTtl: Duration.days(1000), preventDestroy: false };
  const rules = findingsAfter((stack) => {
    override("database/Resource", "lifecycle.prevent_destroy", false)(stack);
    const guardrails = Guardrails.production();
    Object.assign(guardrails, { profile: lax, settings: () => lax });
    Object.defineProperty(guardrails, "profile", { value: lax });
    Guardrails.attach(stack, guardrails);
  }).map(({ rule }) => rule);
  expect(rules).toEqual(["prevent-destroy", "undescribed"]);
});

test("attached twice, the last profile counts, once", () => {
  const attach = (...profiles: Guardrails[]) =>
    findingsAfter((stack) => {
      override("database/Resource", "lifecycle.prevent_destroy", false)(stack);
      for (const profile of profiles) Guardrails.attach(stack, profile);
    })
      .filter(({ rule }) => rule !== "undescribed")
      .map(({ rule }) => rule);
  expect(attach(Guardrails.production(), Guardrails.production())).toEqual(["prevent-destroy"]);
  expect(attach(Guardrails.production(), Guardrails.development())).toEqual([]);
});

test("a resource that can't be read hides no finding in another one", () => {
  const findings = findingsAfter((stack) => {
    override("approle/myapp/policy", "policy", "no JSON")(stack);
    override("kubernetes/myapp/policy", "policy", '{"path":{"secret/x":{}}}')(stack);
    override("approle/myapp/Resource", "token_policies", "${var.policies}")(stack);
    override("kubernetes/myapp/Resource", "token_policies", "${var.policies}")(stack);
    override(`${ROLE}/Resource`, "creation_statements", "${var.sql}")(stack);
    assign("database/appdb/app-readwrite/Resource", "creationStatements", ["SELECT 1"])(stack);
  });
  expect(findings.filter(({ rule }) => rule === "no-default-policy").map(({ path }) => path)).toEqual([
    "production/approle/myapp",
    "production/kubernetes/myapp",
  ]);
  expect(findings.filter(({ rule }) => rule === "undescribed").map(({ path }) => path)).toEqual([
    "production/database/appdb/app-readonly (creation_statements)",
    "production/database/appdb/app-readwrite (creation_statements)",
    "production/approle/myapp/policy (policy)",
    "production/approle/myapp (token_policies)",
    "production/kubernetes/myapp/policy (policy)",
    "production/kubernetes/myapp (token_policies)",
  ]);
});

test("a rule that can't be checked is a finding that says which and why", () => {
  const check = jest.spyOn(RULES[0]!, "check").mockImplementation(() => {
    throw new Error("nothing is there");
  });
  const findings = findingsAfter(() => undefined);
  check.mockRestore();
  const message = 'rule "audit-device" could not be checked: nothing is there';
  expect(findings).toEqual([
    { rule: "audit-device", path: "production", message, fix: FIXES["audit-device"] },
  ]);
});

test("what public signatures mention has a name", () => {
  const profile: Partial<GuardrailProfile> = { auditDevices: 0 };
  const problems: readonly Problem[] = PostgresTls.verifyFull({ caFile: "ca.pem" }).problems();
  expect(Guardrails.development(profile)).toBeInstanceOf(Guardrails);
  expect(problems.map(({ rule }) => rule)).toEqual(["ca-file"]);
});

test("RootCredential.fromVariable makes its variable sensitive and ephemeral", () => {
  const findings = findingsAfter((stack) => {
    const variable = new TerraformVariable(stack, "root", { type: "string" });
    const password = RootCredential.fromVariable(variable).bind(stack);
    override(`${CONNECTION}/Resource`, "postgresql.password_wo", password)(stack);
  });
  expect(findings.map(({ rule }) => rule)).toEqual(["undescribed"]);
});
