import { reviewInMarkdown } from "../../../../cli/output/review/markdown";
import { parsePlan } from "../../../../review/plan/parse-plan";
import { review } from "../../../../review/review";
import { foreign } from "../../../review/pairs";

const commentOn = (count: number) => {
  const changes = Array.from({ length: count }, (_, index) =>
    foreign(`aws_db_instance.number${index}`, [["create"], ["update"], ["delete"]][index % 3] ?? []),
  );
  const plan = { format_version: "1.2", planned_values: {}, resource_changes: changes };
  return reviewInMarkdown(review({ plan: parsePlan(plan, "x"), unread: [], today: new Date("2026-11-27") }));
};

test("a comment that would be too long is cut in the middle, and says so", () => {
  const comment = commentOn(6_000);
  expect(comment.length).toBeLessThanOrEqual(60_000);
  expect(comment.length).toBeGreaterThan(58_000);
  expect(comment).toMatch(/^\*\*✗ Destroys what no `access.json` describes: `aws_db_instance.number1001`,/);
  expect(comment.match(/^- … \d+ more are left out here …$/gm)).toHaveLength(3);
  expect(comment).toMatch(/```sh\n {3}terraform apply <plan>\n {3}```$/);
  expect(comment.match(/<details>/g)).toHaveLength(3);
  expect(comment.match(/<\/details>/g)).toHaveLength(3);
});

test("what is left out is counted: with what is there, it is all", () => {
  const comment = commentOn(6_000);
  const shown = comment.match(/^- `aws_db_instance\.number\d+`/gm)?.length ?? 0;
  const leftOut = [...comment.matchAll(/^- … (\d+) more/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  expect(shown + leftOut).toBe(6_000);
});

test("a comment that fits is whole", () => {
  expect(commentOn(60)).not.toContain("left out");
});
