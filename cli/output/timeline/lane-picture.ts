import type { Bar, Lane, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { BAR, barMark } from "./bar-marks";
import { barRows } from "./bar-rows";
import { EVENT_MARKS, type EventKind, eventMark } from "./event-marks";
import { type EventRun, eventRuns } from "./event-runs";
import { lengthOf } from "./lengths";
import { element, type Markup } from "./markup";
import { Plot, widthOf } from "./plot";
import { type Noun, nounOf, times } from "./sentences";

/** The space below a bar. */
const GAP = 3;
/** How high the row of what happened is. */
const EVENTS = 20;
/** How much room a mark takes, with what is left beside it. */
const MARK = 14;

/** A lane without its name, as what goes into an SVG. */
export interface LanePicture {
  readonly height: number;
  readonly content: readonly Markup[];
}

/** What befell a workload or a static role, from left to right. */
export function lanePicture(lane: Lane, timeline: Timeline): LanePicture {
  return new LanePainter(lane, timeline).picture();
}

class LanePainter {
  private readonly plot: Plot;

  constructor(
    private readonly lane: Lane,
    private readonly timeline: Timeline,
  ) {
    this.plot = new Plot(timeline);
  }

  picture(): LanePicture {
    const { tokens, credentials, events } = this.lane;
    const rows = [...barRows(tokens), ...barRows(credentials)];
    const bars = rows.flatMap((row, index) => row.map((bar) => this.bar(bar, index * (BAR + GAP))));
    const below = rows.length * (BAR + GAP);
    return {
      height: below + (events.length ? EVENTS : 0),
      content: [...bars, ...this.events(below + EVENTS / 2)],
    };
  }

  private bar(bar: Bar, y: number): Markup {
    const { from, to, renewals, end } = bar;
    const noun = this.nounOf(bar);
    const x = this.plot.at(from);
    return element(
      "g",
      { class: noun },
      element("title", {}, this.said(bar)),
      element("rect", { class: "bar", x, y, width: this.plot.between(from, to), height: BAR, rx: 2 }),
      renewals.map((at) => barMark("tick", this.plot.at(at), y)),
      end === "running" ? undefined : barMark("end", this.plot.at(to), y),
      this.words(bar, y),
    );
  }

  private nounOf(bar: Bar): Noun {
    return this.lane.tokens.includes(bar) ? "token" : nounOf(this.lane, bar);
  }

  private said({ label, from, to, end }: Bar): string {
    const [begun, ended] = [from, to].map((at) => lengthOf(at * this.timeline.factor));
    return `${label}: ${begun} to ${ended}, ${end}`;
  }

  /** What a bar is, and why it ended, as far as there is room. */
  private words(bar: Bar, y: number): Markup[] {
    const room = this.plot.pixels(bar.to) - this.plot.pixels(bar.from) - 12;
    const noun = this.nounOf(bar);
    const often = bar.renewals.length;
    const end = bar.end === "running" ? undefined : this.plot.fitting([bar.end], room);
    const left = room - (end ? widthOf(end) + 12 : 0);
    const texts = often ? [`${noun}, renewed ${times(often)}`, noun] : [noun];
    const start = this.plot.fitting(texts, left);
    const text = (at: number, dx: number, anchor: string, words: string) =>
      element("text", { x: this.plot.at(at), dx, y: y + 12, "text-anchor": anchor }, words);
    return [
      ...(start ? [text(bar.from, 6, "start", start)] : []),
      ...(end ? [text(bar.to, -6, "end", end)] : []),
    ];
  }

  private events(y: number): Markup[] {
    const runs = eventRuns(this.lane.events);
    const labels = this.labels(runs);
    return runs.map((run, index) => {
      const { kind, from, to, says } = run;
      const x = this.plot.at(from);
      const during = { class: "during", x1: x, x2: this.plot.at(to), y1: y, y2: y };
      return element(
        "g",
        { class: "event" },
        element("title", {}, `${lengthOf(from * this.timeline.factor)}: ${says}`),
        to > from ? element("line", during) : undefined,
        eventMark(kind, x, y),
        labels[index] ? this.label(labels[index], x, y) : undefined,
      );
    });
  }

  private label({ text, isBefore }: Label, x: string, y: number): Markup {
    const side = isBefore ? { dx: -9, "text-anchor": "end" } : { dx: 9 };
    return element("text", { x, y: y + 4, ...side }, text);
  }

  /** Words beside the marks, where there is room for them; of what matters most first. */
  private labels(runs: readonly EventRun[]): (Label | undefined)[] {
    const taken = runs.map(({ from, to }) => ({
      from: this.plot.pixels(from) - MARK / 2,
      to: this.plot.pixels(to) + MARK / 2,
    }));
    const labels: (Label | undefined)[] = runs.map(() => undefined);
    const order = EVENT_MARKS.flatMap(({ kind }) => indexesOf(runs, kind));
    for (const index of order) {
      const { kind, times: often } = runs[index]!;
      const text = often > 1 ? `${kind}, ${times(often)}` : kind;
      const { from, to } = taken[index]!;
      const after = { from: to + 0.1, to: to + 4 + widthOf(text) };
      const before = { from: from - 4 - widthOf(text), to: from - 0.1 };
      const free = [after, before].find((room) => this.isFree(room, taken));
      if (!free) continue;
      taken.push(free);
      labels[index] = { text, isBefore: free === before };
    }
    return labels;
  }

  private isFree(room: Room, taken: readonly Room[]): boolean {
    const isInside = room.from >= 0 && room.to <= this.plot.pixels(this.timeline.seconds);
    return isInside && taken.every(({ from, to }) => room.to <= from || room.from >= to);
  }
}

/** Pixels from left to right. */
interface Room {
  readonly from: number;
  readonly to: number;
}

interface Label {
  readonly text: string;
  /** Whether it stands before its mark. */
  readonly isBefore: boolean;
}

function indexesOf(runs: readonly EventRun[], kind: EventKind): number[] {
  return runs.flatMap((run, index) => (run.kind === kind ? [index] : []));
}
