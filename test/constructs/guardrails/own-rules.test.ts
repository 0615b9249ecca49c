import type { TerraformStack } from "cdktf";
import {
  accessDifference,
  AuditDevice,
  AuditTrail,
  Duration,
  Guardrails,
  type OwnRule,
  Privileges,
} from "../../../constructs";
import { shortPayrollLeases } from "../../../docs/generator/own-rule";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { ownRulesNotChecked } from "../../../rehearsal/stack-findings";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";
import { addConnection, findingsOf } from "../bad-inputs/bad-input";

const PATH = "bad/database/payroll/clerk";
const FOUND = {
  rule: "short-payroll-leases",
  path: PATH,
  message: "its leases end within 7200 s",
  fix: "set its maxTtl to an hour or less",
};

/** A stack with a role of payroll's, and guardrails of its own. */
const payroll =
  (hours: number, guardrails: Guardrails, edit: (stack: TerraformStack) => void = () => undefined) =>
  (stack: TerraformStack) => {
    const maxTtl = Duration.hours(hours);
    addConnection(stack, {}, "payroll").addRole("clerk", { privileges: Privileges.readOnly(), maxTtl });
    Guardrails.attach(stack, guardrails);
    edit(stack);
  };

/** What is found besides what a stack without audit devices has always. */
const findings = (build: (stack: TerraformStack) => void) =>
  findingsOf(build).filter(({ rule }) => rule !== "audit-device");

const development = Guardrails.development();
const own = development.with(shortPayrollLeases);

describe("a rule of one's own", () => {
  test("finds what it looks for", () => {
    expect(findings(payroll(2, own))).toEqual([FOUND]);
  });

  test("finds nothing where all is well, and nothing where it isn't attached", () => {
    expect(findings(payroll(1, own))).toEqual([]);
    expect(findings(payroll(2, development))).toEqual([]);
  });

  test("comes besides the library's, and besides others", () => {
    const other = { ...shortPayrollLeases, id: "another" };
    const all = findings(payroll(48, own.with(other)));
    expect(all.map(({ rule }) => rule)).toEqual([
      "lease-ttl-bounds",
      "role-ttl-within-mount",
      "short-payroll-leases",
      "another",
    ]);
  });

  test("is accepted by its name, with a reason, for one construct", () => {
    const accept = (stack: TerraformStack) =>
      Guardrails.acknowledge(
        stack.node.findChild("database"),
        "short-payroll-leases",
        "the yearly run takes two hours",
      );
    expect(findings(payroll(2, own, accept))).toEqual([]);
    expect(findings(payroll(1, own, accept))).toEqual([
      {
        rule: "acknowledgement",
        path: "bad/database",
        message: 'rule "short-payroll-leases" finds nothing here',
        fix: "remove the acknowledgement",
      },
    ]);
    expect(findings(payroll(1, development, accept)).map(({ message }) => message)).toEqual([
      'there is no rule "short-payroll-leases"',
    ]);
  });

  test("that throws is a finding that says which and why", () => {
    const check = () => {
      throw new Error("nothing is there");
    };
    expect(findings(payroll(1, development.with({ ...shortPayrollLeases, check })))).toEqual([
      {
        ...FOUND,
        path: "bad",
        message: 'rule "short-payroll-leases" could not be checked: nothing is there',
      },
    ]);
  });
});

test.each<[string, readonly Partial<OwnRule>[], string, string]>([
  [
    "that is no name",
    [{ id: "Short leases" }],
    '"Short leases" is not the name of a rule',
    'write small letters and hyphens: "short-payroll-leases"',
  ],
  [
    "that the library has",
    [{ id: "no-superuser" }],
    'there is a rule "no-superuser" in the library',
    "give yours another name",
  ],
  ["twice", [{}, {}], 'there are two rules "short-payroll-leases"', "give each a name of its own"],
  [
    "without words",
    [{ what: " " }],
    'rule "short-payroll-leases" says nothing of what has to be so, or of what to write instead',
    "say both, in a sentence each",
  ],
  [
    "with a secret",
    [{ what: "Vault's token is hvs.CAESIJlU9JMYEhOPYv4igdhm9PnZDrabYTobQ4Ymnlq1qY" }],
    'the text of rule "short-payroll-leases" holds a token of Vault\'s',
    "leave it out, and replace it where it is used",
  ],
])("a rule of one's own %s is a finding", (_, edits, message, fix) => {
  const rules = edits.map((edit) => ({ ...shortPayrollLeases, ...edit }));
  expect(findings(payroll(1, development.with(...rules)))).toEqual([
    { rule: "own-rule", path: "bad", message, fix },
  ]);
});

test("guardrails that one is added to stay as they were", () => {
  expect(findings(payroll(2, development))).toEqual([]);
});

test("access.json names it, vault-db diff says so, and a rehearsal says that it didn't check it", () => {
  const [before, stack] = [development, own].map((guardrails) =>
    synthesizeStack(
      payroll(1, guardrails, (each) => {
        addProviders(each);
        new AuditTrail(each, "audit", { devices: [AuditDevice.syslog()] });
      }),
    ),
  ) as [SynthesizedStack, SynthesizedStack];
  const what = "A lease of payroll's ends within an hour.";
  expect(before.access.guardrails).not.toHaveProperty("ownRules");
  expect(stack.access.guardrails).toMatchObject({ ownRules: [{ id: "short-payroll-leases", what }] });
  expect(accessDifference(before.access, stack.access)).toEqual([
    `+ the stack gains a guardrail of its own, short-payroll-leases: ${what}`,
  ]);
  expect([ownRulesNotChecked(before), ownRulesNotChecked(stack)]).toEqual([
    [],
    [
      {
        what: `guardrail short-payroll-leases: ${what}`,
        because: "it is a rule of the app's own, which is checked where the app is synthesized",
      },
    ],
  ]);
});
