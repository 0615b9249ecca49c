import { createColors } from "picocolors";
import type { Bar, Lane, Timeline, TimelineEvent } from "../../rehearsal/time-lapse/timeline";
import { lines } from "./lines";
import type { Terminal } from "../command";
import { ticksOf } from "./timeline/axis";
import { barRows } from "./timeline/bar-rows";
import { lengthOf, playedLengthOf, playedOf, wordsOf } from "./timeline/lengths";
import { momentsOf } from "./timeline/moments";
import { type Noun, nounOf } from "./timeline/nouns";
import { flooredOf, floorOf, keptBy, lifetimesOf, summaryOf, times, titleOf } from "./timeline/sentences";

type Colors = ReturnType<typeof createColors>;

/** What a row of bars is drawn with: its beginning, what is between, a renewal, its end. */
interface Strokes {
  readonly from: string;
  readonly line: string;
  readonly renewal: string;
  readonly to: string;
}

const LIGHT: Strokes = { from: "├", line: "─", renewal: "┼", to: "┤" };
const HEAVY: Strokes = { from: "┣", line: "━", renewal: "╋", to: "┫" };

/** Where the pictures begin. */
const INDENT = 16;
/** How many columns there are for each mark of the axis. */
const TICK = 10;

/** What a row is told of. Where a bar begins or ends, its row says so. */
const MARKED = ["replaced", "refused login", "failed query", "locked out", "gone"] as const;

/** A timeline as a person reads it on a terminal: a lane for each workload and static role. */
export function timelineLines(timeline: Timeline, format: Terminal): string[] {
  return new Renderer(timeline, format).lines();
}

class Renderer {
  private readonly colors: Colors;
  private readonly columns: number;
  /** How many columns the day has. */
  private readonly width: number;

  constructor(
    private readonly timeline: Timeline,
    { columns, isColored }: Terminal,
  ) {
    this.colors = createColors(isColored);
    this.columns = Math.min(Math.max(columns, 60), 118);
    this.width = this.columns - INDENT;
  }

  lines(): string[] {
    return [
      this.colors.bold(titleOf(this.timeline)),
      "",
      ...this.axis(),
      ...this.timeline.lanes.flatMap((lane) => ["", ...this.lane(lane)]),
      ...this.moments(),
      ...this.floored(),
    ];
  }

  private axis(): string[] {
    const { outages } = this.timeline;
    const ticks = ticksOf(this.timeline, Math.floor(this.width / TICK));
    const real = this.row("", this.placed(ticks.map(({ at, real: text }) => ({ at, text }))));
    const played = this.placed(ticks.map(({ at }) => ({ at, text: playedLengthOf(at) })));
    const axis = [real, this.colors.dim(this.row("as played", played))];
    if (!outages.length) return axis;
    return [...axis, this.row("Vault", this.ground("─").join(""))];
  }

  /** A row without anything, but for when Vault was stopped. */
  private ground(vault = " "): string[] {
    return Array.from({ length: this.width }, (_, column) => (this.isStopped(column) ? "░" : vault));
  }

  private isStopped(column: number): boolean {
    return this.timeline.outages.some(
      ({ from, to }) => this.column(from) <= column && column <= this.column(to),
    );
  }

  private lane(lane: Lane): string[] {
    const { name, tokens, credentials, events } = lane;
    const words = [...lifetimesOf(lane, this.timeline).map(({ text }) => text), summaryOf(lane).join("; ")];
    const of = (noun: Noun) => credentials.filter((bar) => nounOf(bar.of) === noun);
    return [
      `${this.colors.bold(name)}: ${keptBy(lane)}`,
      ...words.flatMap((text) => this.wrapped("  ", text, 4).map(this.colors.dim)),
      ...this.bars("token", tokens, LIGHT, this.colors.magenta),
      ...this.bars("user", of("user"), HEAVY, this.colors.cyan),
      ...this.bars("password", of("password"), HEAVY, this.colors.yellow),
      ...MARKED.flatMap((kind) => this.marks(kind, events)),
    ];
  }

  private bars(label: string, bars: readonly Bar[], strokes: Strokes, color: (text: string) => string) {
    return barRows(bars).map((row, index) => {
      const cells = this.ground();
      for (const bar of row) this.draw(bar, strokes, cells);
      return this.row(index ? "" : label, color(cells.join("").trimEnd()));
    });
  }

  private draw({ from, to, renewals, end }: Bar, strokes: Strokes, cells: string[]): void {
    const last = this.column(to);
    for (let column = this.column(from); column <= last; column++) cells[column] = strokes.line;
    for (const renewal of renewals) cells[this.column(renewal)] = strokes.renewal;
    if (end !== "running") cells[last] = strokes.to;
    cells[this.column(from)] = strokes.from;
  }

  private marks(kind: TimelineEvent["kind"], events: readonly TimelineEvent[]): string[] {
    const own = events.filter((event) => event.kind === kind);
    if (!own.length) return [];
    const cells = this.ground();
    const isFailure = kind === "failed query";
    for (const { at } of own) cells[this.column(at)] = isFailure ? "✗" : "•";
    const row = this.row(kind, cells.join("").trimEnd());
    return [isFailure ? this.colors.red(row) : row];
  }

  private moments(): string[] {
    const { factor } = this.timeline;
    const moments = momentsOf(this.timeline).flatMap(({ lane, kind, from, to, times: often, says }) => {
      const isFailure = kind === "failed query";
      const again = often > 1 ? `, ${times(often)} until ${playedOf(to)}` : "";
      const at = `${lengthOf(from * factor)} (${playedOf(from)})${again}`;
      const text = `${at}: ${lane ? `${lane}: ` : ""}${says}`;
      const rows = this.wrapped(isFailure ? "  ✗ " : "  • ", text, 4);
      return isFailure ? rows.map(this.colors.red) : rows;
    });
    return moments.length ? ["", this.colors.bold("Out of the ordinary"), ...moments] : [];
  }

  private floored(): string[] {
    const { floored } = this.timeline;
    if (!floored.length) return [];
    return [
      "",
      ...this.wrapped("", `${floorOf(this.timeline)}:`, 2),
      ...floored.flatMap((each) => this.wrapped("  ", flooredOf(each, this.timeline), 4)),
    ];
  }

  private row(label: string, cells: string): string {
    return `  ${label.padEnd(INDENT - 2)}${cells}`.trimEnd();
  }

  /** Texts that begin where they belong, or before the end of the line. */
  private placed(texts: readonly { readonly at: number; readonly text: string }[]): string {
    return texts.reduce((row, { at, text }) => {
      const column = Math.min(this.column(at), this.width - text.length);
      return column < row.length + (row ? 1 : 0) ? row : row.padEnd(column) + text;
    }, "");
  }

  private column(at: number): number {
    const column = Math.floor((at / this.timeline.seconds) * this.width);
    return Math.min(Math.max(column, 0), this.width - 1);
  }

  /** A text in lines that fit, the first after a mark, the others indented. */
  private wrapped(start: string, text: string, indent: number): string[] {
    const words = wordsOf(text).map((word) => ({ text: word }));
    const [first = "", ...others] = lines(words, " ", this.columns - Math.max(start.length, indent));
    return [start + first, ...others.map((line) => " ".repeat(indent) + line)];
  }
}
