import { isDeepStrictEqual } from "node:util";
import { createColors } from "picocolors";
import { type CheckResult, KINDS, type Outcome } from "../../contract/check";
import { lineOf, nameOf, type Subject } from "../../contract/subject";
import type { RehearsalReport } from "../../rehearsal/report";
import { accessLines } from "./access/access-lines";
import { counted } from "./counted";
import { lines, shortened } from "./lines";
import { changeLines } from "./render-change";
import { timelineLines } from "./render-timeline";
import { serverNames } from "./server-names";

type Colors = ReturnType<typeof createColors>;

export interface Format {
  /** How wide the terminal is, in characters. Used from 60 to 118. */
  readonly columns: number;
  readonly isColored: boolean;
  /** Whether only what failed is told, and the last sentence. */
  readonly isQuiet: boolean;
}

/** Where the words of a row begin. */
const INDENT = 15;

/** A report as a person reads it. */
export function renderReport(report: RehearsalReport, format: Format): string {
  return new Renderer(report, format).lines().join("\n");
}

class Renderer {
  private readonly colors: Colors;
  private readonly columns: number;
  private readonly failed: readonly CheckResult[];

  constructor(
    private readonly report: RehearsalReport,
    private readonly format: Format,
  ) {
    this.colors = createColors(format.isColored);
    this.columns = Math.min(Math.max(format.columns, 60), 118);
    this.failed = report.checks.filter(({ outcome }) => outcome === "failed");
  }

  lines(): string[] {
    const last = [...this.failed.map((check) => this.inOneLine(check)), ...this.verdict()];
    if (this.format.isQuiet) return last;
    return [
      ...this.title(),
      ...this.day(),
      ...this.change(),
      ...this.section(
        "Failed",
        this.failed.flatMap((check) => this.failure(check)),
      ),
      ...this.subjects(),
      ...this.access(),
      ...this.section("Not checked", this.notChecked()),
      ...this.section("Substituted for the rehearsal", this.substitutions().map(this.colors.dim)),
      ...this.section("Acknowledged findings", this.acknowledged()),
      "",
      ...last,
    ];
  }

  private title(): string[] {
    const { stack, applied, servers } = this.report;
    const resources = counted(applied.resources, "resource");
    const text = `${stack}: ${resources} on ${serverNames(servers)}`;
    return this.wrapped("", text, 2).map(this.colors.bold);
  }

  private day(): string[] {
    const { timeline } = this.report;
    return timeline ? ["", ...timelineLines(timeline, this.format)] : [];
  }

  private change(): string[] {
    const { change } = this.report;
    if (!change) return [];
    const [title = "", ...rest] = changeLines(change);
    return this.section(
      title,
      rest.flatMap((line) => this.wrapped("  ", line.trim(), 4)),
    );
  }

  private section(title: string, content: readonly string[]): string[] {
    return content.length ? ["", this.colors.bold(title), ...content] : [];
  }

  /** What failed, and what broke off because of it. */
  private failure(check: CheckResult): string[] {
    const isOf = (because: CheckResult["because"]) =>
      because?.id === check.id && isDeepStrictEqual(because.about, check.about);
    const brokenOff = this.report.checks.filter(({ because }) => isOf(because));
    const consequence = `${counted(brokenOff.length, "check")} broke off because of it`;
    return [
      ...this.wrapped("  ✗ ", `${lineOf(check)}: ${check.detail}`, 4).map(this.colors.red),
      ...(brokenOff.length ? [`    ${consequence}`] : []),
    ];
  }

  /** Each subject with its rows. Of what could not be applied, there is nothing to tell but why. */
  private subjects(): string[] {
    const checks = this.report.checks.filter(({ about }) => about.kind !== "construct");
    const subjects = new Map<string, CheckResult[]>();
    for (const check of checks) {
      const key = keyOf(check.about);
      subjects.set(key, [...(subjects.get(key) ?? []), check]);
    }
    const titles = titlesOf([...subjects.values()].map(([check]) => check!.about));
    return [...subjects.values()]
      .map((own, index) => ({ title: titles[index]!, own }))
      .sort((one, other) => (one.title < other.title ? -1 : 1))
      .flatMap(({ title, own }) => ["", this.colors.bold(title), ...this.rows(own)]);
  }

  private rows(checks: readonly CheckResult[]): string[] {
    return KINDS.flatMap((kind) => {
      const own = checks.filter((check) => check.kind === kind);
      return own.length ? this.row(kind, own) : [];
    });
  }

  private row(kind: string, checks: readonly CheckResult[]): string[] {
    const has = (outcome: Outcome) => checks.some((check) => check.outcome === outcome);
    const isOpen = has("broken off") || !has("passed");
    const passed = isOpen ? this.colors.dim("–") : this.colors.green("✓");
    const mark = has("failed") ? this.colors.red("✗") : passed;
    const words = checks.map(({ says, outcome }) => {
      if (outcome === "failed") return { text: `${says} ✗`, color: this.colors.red };
      return outcome === "passed" ? { text: says } : { text: `${says} –`, color: this.colors.dim };
    });
    // Of several users of one role, the same is said.
    const distinct = [...new Map(words.map((word) => [word.text, word])).values()];
    const [first = "", ...others] = lines(distinct, ", ", this.columns - INDENT);
    return [`  ${mark} ${kind.padEnd(10)} ${first}`, ...others.map((line) => " ".repeat(INDENT) + line)];
  }

  private access(): string[] {
    const layout = { columns: this.columns, isColored: this.format.isColored };
    return (this.report.access ?? []).flatMap((matrix) => ["", ...accessLines(matrix, layout)]);
  }

  private notChecked(): string[] {
    return this.report.notChecked.flatMap(({ what, because }) =>
      this.wrapped("  – ", `${what}: ${because}`, 4),
    );
  }

  private substitutions(): string[] {
    const texts = this.report.substitutions.map(({ what, from, to }) => `${what}: ${from} → ${to}`);
    return [...new Set(texts)].flatMap((text) => this.wrapped("  ", text, 4));
  }

  private acknowledged(): string[] {
    return this.report.acknowledged.flatMap(({ rule, path, reason }) =>
      this.wrapped("  ", `${rule} at ${path}: ${reason}`, 4),
    );
  }

  /** Where nothing else is printed, it is whole. */
  private inOneLine(check: CheckResult): string {
    const width = this.format.isQuiet ? Infinity : this.columns;
    return this.colors.red(shortened(`✗ ${lineOf(check)}: ${check.detail}`, width));
  }

  private verdict(): string[] {
    const { passed, failed, brokenOff, notChecked, seconds } = this.report;
    const things = counted(notChecked.length, "thing");
    const all = counted(passed + failed + brokenOff, "check");
    const open = [
      ...(brokenOff ? [`${brokenOff} broke off because of ${failed === 1 ? "it" : "them"}`] : []),
      ...(notChecked.length ? [`${things} ${notChecked.length === 1 ? "was" : "were"} not checked`] : []),
    ].map((each) => `, ${each}`);
    if (failed) {
      const text = `${failed} of ${all} failed in ${seconds} s${open.join("")}: ${this.isWrong()}`;
      return this.wrapped("", text, 0).map(this.colors.red);
    }
    const text = `${counted(passed, "check")} passed in ${seconds} s${open.join("")}: ${this.isFine()}`;
    return this.wrapped("", text, 0).map(this.colors.green);
  }

  private isWrong(): string {
    const { stack } = this.report;
    return this.failed.every(({ kind }) => kind === "change")
      ? `${stack} can't be changed like this while it is in use.`
      : `${stack} does not do what it describes.`;
  }

  private isFine(): string {
    const { stack, timeline, notChecked, change } = this.report;
    const isQueried = timeline?.lanes.some(({ queries }) => queries?.answered);
    const day = isQueried
      ? "in which no query failed, and what ended was replaced before"
      : "in which nobody queried";
    if (timeline) return `a day of ${stack} passed, ${day}.`;
    const changes = change ? `${stack} can be changed while it is in use, and ` : "";
    const it = change ? "it" : stack;
    return notChecked.length
      ? `${changes}what was checked of ${it} does what it should and no more, and is gone when it is revoked.`
      : `${changes}every credential of ${it} can be issued, does what it should and no more, and is gone when it is revoked.`;
  }

  /** A text in lines that fit, the first after a mark, the others indented. */
  private wrapped(start: string, text: string, indent: number): string[] {
    const words = text.split(/\s+/).map((word) => ({ text: word }));
    const [first = "", ...others] = lines(words, " ", this.columns - Math.max(start.length, indent));
    return [start + first, ...others.map((line) => " ".repeat(indent) + line)];
  }
}

/** Tells a subject apart from every other. Its objects are told together with it. */
function keyOf(subject: Subject): string {
  return JSON.stringify({ ...subject, object: undefined });
}

/** The names of subjects, with what tells them apart where several have one. */
function titlesOf(subjects: readonly Subject[]): string[] {
  const names = subjects.map(nameOf);
  return subjects.map((subject, index) => {
    const name = names[index]!;
    if (names.filter((each) => each === name).length === 1) return name;
    return `${name} (${subject.kind}${"engine" in subject ? ` of ${subject.engine}` : ""})`;
  });
}
