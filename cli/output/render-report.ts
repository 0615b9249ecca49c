import { createColors } from "picocolors";
import type { CheckResult } from "../../contract/check";
import type { RehearsalReport } from "../../rehearsal/report";
import { wordsOf } from "./check-words";

type Colors = ReturnType<typeof createColors>;

/** The rows of a subject, and which checks are in each. What is in none comes last, under "also". */
const ROWS: readonly (readonly [string, RegExp])[] = [
  ["may", /^may-(?!not-)/],
  ["may not", /^may-not-/],
  ["refused", /-refused(-|$)/],
  ["lease", /^(lease-|login$|expires-|renew-|no-attributes|grants-|member-of|password-)/],
  ["revocation", /^revocation-/],
  ["also", /^/],
];

/** A row's width, and where its words begin. */
const WIDTH = 118;
const INDENT = 15;

// Without a word about it, picocolors would colour files, too, where CI is set.
const onTerminal = !!process.stdout.isTTY && !process.env.NO_COLOR;

/** A report as a person reads it. */
export function renderReport(report: RehearsalReport, isColored = onTerminal): string {
  const colors = createColors(isColored);
  const { vault, postgres } = report.servers;
  const subjects = [...new Set(report.checks.map(({ subject }) => subject))].sort();
  return [
    colors.bold(
      `${report.stack}: ${report.applied.resources} resources on ${vault.product} ${vault.version} and PostgreSQL ${postgres.version}`,
    ),
    ...subjects.flatMap((subject) =>
      renderSubject(
        colors,
        subject,
        report.checks.filter((check) => check.subject === subject),
      ),
    ),
    ...renderSubstitutions(colors, report),
    ...renderAcknowledged(colors, report),
    "",
    verdict(colors, report),
  ].join("\n");
}

function renderSubject(colors: Colors, subject: string, checks: readonly CheckResult[]): string[] {
  // Of what could not be applied, there is nothing to tell but why.
  const rest = new Set(checks.filter(({ id }) => id !== "applies"));
  const rows = ROWS.flatMap(([name, pattern]) => {
    const own = [...rest].filter(({ id }) => pattern.test(id));
    for (const check of own) rest.delete(check);
    return own.length ? [renderRow(colors, name, own)] : [];
  });
  const failures = checks.filter(({ ok }) => !ok).map(({ id, detail }) => colors.red(`  ✗ ${id}: ${detail}`));
  return ["", colors.bold(subject), ...rows, ...failures];
}

function renderRow(colors: Colors, name: string, checks: readonly CheckResult[]): string {
  const words = checks.map(({ id, ok }) => ({ plain: ok ? wordsOf(id) : `${wordsOf(id)} ✗`, ok }));
  const mark = checks.every(({ ok }) => ok) ? colors.green("✓") : colors.red("✗");
  const lines = linesOf(words).map((line) =>
    line.map(({ plain, ok }) => (ok ? plain : colors.red(plain))).join(", "),
  );
  return `  ${mark} ${name.padEnd(10)} ${lines.join(`,\n${" ".repeat(INDENT)}`)}`;
}

/** Words in lines that fit. */
function linesOf<Word extends { readonly plain: string }>(words: readonly Word[]): Word[][] {
  const lines: Word[][] = [];
  let left = 0;
  for (const word of words) {
    const needed = word.plain.length + 2;
    if (needed > left) {
      lines.push([]);
      left = WIDTH - INDENT;
    }
    lines.at(-1)?.push(word);
    left -= needed;
  }
  return lines;
}

function renderSubstitutions(colors: Colors, { substitutions }: RehearsalReport): string[] {
  if (!substitutions.length) return [];
  const lines = [...new Set(substitutions.map(({ what, from, to }) => `  ${what}: ${from} → ${to}`))];
  return ["", colors.bold("Substituted for the rehearsal"), ...lines.map((line) => colors.dim(line))];
}

function renderAcknowledged(colors: Colors, { acknowledged }: RehearsalReport): string[] {
  if (!acknowledged.length) return [];
  const lines = acknowledged.map(({ rule, path, reason }) => `  ${rule} at ${path}: ${reason}`);
  return ["", colors.bold("Acknowledged findings"), ...lines];
}

function verdict(colors: Colors, { stack, passed, failed, seconds }: RehearsalReport): string {
  if (failed) {
    return colors.red(
      `${failed} of ${passed + failed} checks failed in ${seconds} s: ${stack} does not do what it describes.`,
    );
  }
  return colors.green(
    `${passed} checks passed in ${seconds} s: every credential of ${stack} can be issued, does what it should and no more, ` +
      "and is gone when it is revoked.",
  );
}
