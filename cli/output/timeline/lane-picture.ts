import type { Bar, Lane, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { BAR, barMark } from "./bar-marks";
import { barRows } from "./bar-rows";
import { eventMark } from "./event-marks";
import { eventRuns } from "./event-runs";
import { lengthOf } from "./lengths";
import { element, type Markup } from "../page/markup";
import { nounOf } from "./nouns";
import { type PlacedEvent, placedEvents } from "./placed-events";
import { fitting, Plot, widthOf } from "./plot";
import { times } from "./sentences";

/** How high a row is, of bars, and of what happened. */
const BAR_ROW = BAR + 3;
const EVENT_ROW = 18;
/** How far from an end of a bar words begin. */
const INSET = 6;

/** Something drawn, as what goes into an SVG. */
export interface Picture {
  readonly height: number;
  readonly content: readonly Markup[];
}

/** What befell a workload or a static role, from left to right. */
export function lanePicture(lane: Lane, timeline: Timeline): Picture {
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

  picture(): Picture {
    const { tokens, credentials } = this.lane;
    const rows = [...barRows(tokens), ...barRows(credentials)];
    const bars = rows.flatMap((row, index) => row.map((bar) => this.bar(bar, index * BAR_ROW)));
    const events = placedEvents(eventRuns(this.lane.events), this.plot);
    const below = rows.length * BAR_ROW;
    const eventRows = Math.max(0, ...events.map(({ row }) => row + 1));
    return {
      height: below + eventRows * EVENT_ROW,
      content: [...bars, ...events.map((event) => this.event(event, below))],
    };
  }

  private bar(bar: Bar, y: number): Markup {
    const { of, label, from, to, renewals, end } = bar;
    const x = this.plot.at(from);
    return element(
      "g",
      { class: nounOf(of) },
      element("title", {}, `${label}: ${this.real(from)} to ${this.real(to)}, ${end}`),
      element("rect", { class: "bar", x, y, width: this.plot.between(from, to), height: BAR, rx: 2 }),
      renewals.map((at) => barMark("tick", this.plot.at(at), y)),
      end === "running" ? undefined : barMark("end", this.plot.at(to), y),
      this.words(bar, y + BAR - INSET),
    );
  }

  /** What a bar is, and why it ended, as far as there is room. */
  private words({ of, from, to, renewals, end }: Bar, y: number): Markup[] {
    const room = this.plot.pixels(to) - this.plot.pixels(from) - 2 * INSET;
    const why = end === "running" ? undefined : fitting([end], room);
    const noun = nounOf(of);
    const often = renewals.length ? `renewed ${times(renewals.length)}` : "never renewed";
    const what = fitting(
      noun === "password" ? [noun] : [`${noun}, ${often}`, noun],
      why ? room - widthOf(`${why}  `) : room,
    );
    const start = { x: this.plot.at(from), dx: INSET, y };
    const last = { x: this.plot.at(to), dx: -INSET, y, "text-anchor": "end" };
    return [...(what ? [element("text", start, what)] : []), ...(why ? [element("text", last, why)] : [])];
  }

  private event({ run, row, label }: PlacedEvent, below: number): Markup {
    const { kind, from, to, says } = run;
    const x = this.plot.at(from);
    const y = below + (row + 0.5) * EVENT_ROW;
    const during = { class: "during", x1: x, x2: this.plot.at(to), y1: y, y2: y };
    const side = label?.isBefore ? { x, dx: -9, "text-anchor": "end" } : { x: this.plot.at(to), dx: 9 };
    return element(
      "g",
      { class: "event" },
      element("title", {}, `${this.real(from)}: ${says}`),
      to > from ? element("line", during) : undefined,
      eventMark(kind, x, y),
      label ? element("text", { ...side, y: y + 4 }, label.text) : undefined,
    );
  }

  private real(seconds: number): string {
    return lengthOf(seconds * this.timeline.factor);
  }
}
