import { parsers } from "prettier/plugins/markdown";
import { asJson } from "../../../../cli/output/json";
import { reviewInMarkdown } from "../../../../cli/output/review/markdown";
import { reviewInText } from "../../../../cli/output/review/text";
import { parsePlan } from "../../../../review/plan/parse-plan";
import { rehearsedIn } from "../../../../review/rehearsed";
import { type Review, review } from "../../../../review/review";
import { type Pair, PAIRS } from "../../../review/pairs";

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

const HOSTILE = [
  "**bold** _italic_ ~~gone~~ [link](https://evil.example) ![image](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)> <!-- --> </details></summary><script>",
  "@everyone @org/team #1 GH-1 owner/repo#2 :rocket: $x^2$ www.evil.example mailto:a@b.example",
  "a`b``c```d",
  "`",
  "``` \n```\n# heading\n\n- item\n> quote\n\n| a | b |\n| --- | --- |",
  "one | two || three \\| four \\",
  "line\r\nbreak\u2028and\u2029another\u0085one",
  "\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u009b2J",
  "\u202eevil\u202c \u2066x\u2069 \u200bzero\u200dwidth\ufeff \u00adsoft \u{e0041}tag",
  "שלום עולם مرحبا 123",
  "  leading and trailing  ",
  "",
  "${jndi:ldap://evil} $(rm -rf /) `rm -rf /` ; & | > /dev/null",
  "constructor __proto__ toString",
  "x".repeat(100_000),
  "e\u0301\u0302\u0303".repeat(500),
  "\ud800 lone surrogate",
  "&lt;b&gt; &#64;user &amp;",
  "1. one\n2. two\n***\n===",
  "foo: bar # comment\n- finding: forged\n  reason: mine",
];

/** What stands in for names of a pair. */
function withNames(pair: Pair, names: readonly string[]): Review {
  const { plan, base, head, rehearsed } = pair.make();
  const hostile = JSON.parse(
    ["readonly", "readwrite", "reports", "web", "appdb", "aws_db_instance", "check.tls"].reduce(
      (json, name, index) => json.replaceAll(name, JSON.stringify(names[index % names.length]).slice(1, -1)),
      JSON.stringify({ plan, base, head, rehearsed }),
    ),
  ) as ReturnType<Pair["make"]>;
  return review({
    plan: parsePlan(hostile.plan, "x"),
    described: hostile.base || hostile.head ? { base: hostile.base, head: hostile.head } : undefined,
    rehearsed: hostile.rehearsed,
    unread: [
      { untold: "What is there", problem: `There is no file ${names[0]}`, advice: `Name ${names[0]}` },
    ],
    deployed: names[0],
    today: new Date("2026-11-27"),
  });
}

function nodesOf(node: MarkdownNode): MarkdownNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

async function nodesIn(markdown: string): Promise<MarkdownNode[]> {
  return nodesOf((await parsers.markdown.parse(markdown, {} as never)) as MarkdownNode);
}

const OWN = [
  "root",
  "paragraph",
  "strong",
  "text",
  "inlineCode",
  "list",
  "listItem",
  "heading",
  "table",
  "tableRow",
  "tableCell",
  "code",
  "html",
];
/** What steers a terminal, hides, or turns round what stands beside it. */
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u0590-\u08ff]/u;

async function expectInert(review: Review): Promise<void> {
  const markdown = reviewInMarkdown(review);
  expect(markdown.length).toBeLessThanOrEqual(60_000);
  const nodes = await nodesIn(markdown);
  expect([...new Set(nodes.map(({ type }) => type))].filter((type) => !OWN.includes(type))).toEqual([]);
  for (const { type, value = "", children = [] } of nodes) {
    if (type === "html")
      expect(value).toMatch(/^(<details><summary>[A-Z][A-Za-z ]+: \d+<\/summary>|<\/details>)$/);
    if (type === "text") expect(value).not.toMatch(/[@#<>&$\\_*~`[\]|/]|\bwww\.|:\w+:/);
    if (type === "tableRow") expect(children).toHaveLength(6);
    if (type === "heading")
      expect(children).toEqual([
        expect.objectContaining({ value: expect.stringMatching(/^[A-Z][a-z']+( [a-z']+)*( Terraform)?$/) }),
      ]);
    if (type === "code") expect(value).not.toMatch(/^- finding: forged/m);
  }
  const text = reviewInText(review, { isColored: false });
  for (const shown of [markdown, text, asJson(review)])
    for (const line of shown.split("\n")) expect(line).not.toMatch(STEERING);
  expect(JSON.parse(asJson(review))).toEqual(JSON.parse(JSON.stringify(review)));
}

const told = PAIRS.filter(({ name }) =>
  [
    "everything-is-destroyed",
    "another-set",
    "a-foreign-resource-is-replaced",
    "a-check-does-not-hold",
    "rehearsed-and-drained",
    "the-owner-is-renamed",
  ].includes(name),
);

describe.each(told.map((pair) => [pair.name, pair] as const))("names in %s", (_, pair) => {
  test.each(HOSTILE.map((name) => [JSON.stringify(name).slice(0, 40), name]))(
    "%s stays a name",
    async (_, name) => {
      await expectInert(withNames(pair, [name]));
    },
  );
});

/** The same numbers each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

test("names that are put together of hostile parts stay names", async () => {
  const number = numbers(16);
  const next = (below: number) => number.next().value % below;
  for (let round = 0; round < 60; round++) {
    const part = () => {
      const from = HOSTILE[next(HOSTILE.length)] ?? "";
      const start = next(Math.min(from.length, 80) + 1);
      return from.slice(start, start + next(30));
    };
    const names = Array.from({ length: 7 }, () => `${part()}${part()}${part()}`);
    await expectInert(withNames(told[round % told.length] as Pair, names));
  }
}, 120_000);

test("a report of a rehearsal that holds something else is none", () => {
  const report = { schemaVersion: 3, checks: [], passed: 0, notChecked: [] };
  expect(rehearsedIn(report)).toEqual({ passed: 0, failed: [], notChecked: 0, change: undefined });
  for (const other of [
    null,
    [],
    {},
    { ...report, schemaVersion: 2 },
    { ...report, checks: [1] },
    { ...report, passed: "1" },
    { ...report, change: {} },
    {
      ...report,
      change: { from: "", outcome: "refused", changes: [], refused: [{}], credentials: [], workloads: [] },
    },
  ])
    expect(rehearsedIn(other)).toBeUndefined();
});
