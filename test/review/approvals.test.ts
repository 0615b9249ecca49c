import { approve, type Approval, ApprovalsError, readApprovals } from "../../review/approvals";
import { reviewFinding } from "../../review/finding";

const TODAY = new Date("2026-11-27T12:00:00Z");

const longer = reviewFinding({
  rule: "longer-lease",
  subject: "database/creds/app",
  sentence: "A lease lives longer",
  kind: "broadens",
});
const { id, ...unnamed } = longer;
const other = reviewFinding({ ...unnamed, sentence: "A lease lives longer still" });
const approval: Approval = {
  finding: id,
  reason: "asked for by the shop's team",
  expires: "2026-11-27",
};

function refusal(text: string): string[] {
  try {
    readApprovals(text, TODAY);
  } catch (error) {
    expect(error).toBeInstanceOf(ApprovalsError);
    return (error as ApprovalsError).problem.split("\n");
  }
  return [];
}

test("a file lists approvals, or none", () => {
  const text = `# Until the migration is done
- finding: ${longer.id}
  reason: asked for by the shop's team
  expires: 2026-11-27
`;
  expect(readApprovals(text, TODAY)).toEqual([approval]);
  for (const none of ["", "# none\n", "[]"]) expect(readApprovals(none, TODAY)).toEqual([]);
});

test("a file with errors is refused with each line that is wrong, and why", () => {
  const text = `- finding: longer-lease
  reason: because
  expires: 2026-02-31
- nothing
- finding: ${longer.id}
  reason: asked for by the shop's team
  expires: 2030-01-01
  until: never
- finding: ${longer.id}
  reason: asked for by the shop's team
  expires: 2027-01-01
- reason: [asked, for]
  expires: soon
`;
  expect(refusal(text)).toEqual([
    "line 1: finding has to be the ID of one, such as new-reader-1a2b3c4d5e6f7081",
    "line 1: reason has to be 10 letters or more, in two words or more, besides words such as TODO and those of the finding",
    "line 1: expires has to be a day, such as 2027-01-31",
    "line 4: this is no approval: it has no fields",
    "line 5: there is no field `until` of an approval",
    "line 5: expires has to be a day within a year from now",
    `line 9: ${longer.id} is approved in line 5 already`,
    "line 12: finding has to be the ID of one, such as new-reader-1a2b3c4d5e6f7081",
    "line 12: reason has to be 10 letters or more, in two words or more, besides words such as TODO and those of the finding",
    "line 12: expires has to be a day, such as 2027-01-31",
  ]);
});

test.each([
  ["is no list", "finding: a\n", ["line 1: this is not a list of approvals"]],
  ["is no YAML", "- finding: [\n", [expect.stringMatching(/^line \d: /) as string]],
  ["says a field twice", "- finding: a\n  finding: b\n", ["line 2: Map keys must be unique"]],
])("a file that %s is refused", (_, text, lines) => expect(refusal(text)).toEqual(lines));

test("what is approved is no longer to be decided, until the day after the last", () => {
  const { findings, approved } = approve([longer, other], [approval], TODAY);
  expect(findings).toEqual([other]);
  expect(approved).toEqual([{ ...longer, reason: approval.reason, expires: approval.expires }]);
});

test("an approval that has expired is a finding, and what it approved is one again", () => {
  const { findings, approved } = approve([longer], [approval], new Date("2026-11-28T00:00:00Z"));
  expect(approved).toEqual([]);
  expect(findings.map(({ rule, sentence }) => [rule, sentence])).toEqual([
    ["longer-lease", "A lease lives longer"],
    [
      "expired-approval",
      `The approval of \`${longer.id}\` held until 2026-11-27: decide it again, or take it out`,
    ],
  ]);
});

test("an approval of nothing that is found is a finding", () => {
  const { findings } = approve([], [approval], TODAY);
  expect(findings.map(({ kind, sentence }) => [kind, sentence])).toEqual([
    ["approval", `The approval of \`${longer.id}\` is of nothing that is found: take it out`],
  ]);
});
