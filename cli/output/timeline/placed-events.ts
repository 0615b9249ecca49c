import { EVENT_MARKS, type EventKind } from "./event-marks";
import type { EventRun } from "./event-runs";
import { type Plot, widthOf } from "./plot";
import { times } from "./sentences";

/** How much room a mark takes from left to right, and how far from it its words begin. */
const MARK = 14;
const BESIDE = 4;

/** Something that happened, where a picture has room for it. */
export interface PlacedEvent {
  readonly run: EventRun;
  /** Marks that would cover each other are in rows one below the other. */
  readonly row: number;
  /** Its words, where there is room for them. */
  readonly label?: Label;
}

interface Label {
  readonly text: string;
  /** Whether it stands before its mark. */
  readonly isBefore: boolean;
}

/** Pixels from left to right. */
interface Room {
  readonly from: number;
  readonly to: number;
}

/** Where marks and their words stand; the words of what matters most come first. */
export function placedEvents(runs: readonly EventRun[], plot: Plot): PlacedEvent[] {
  const rows: Room[][] = [];
  const placed: PlacedEvent[] = runs.map((run) => {
    const room = { from: plot.pixels(run.from) - MARK / 2, to: plot.pixels(run.to) + MARK / 2 };
    const row = rows.findIndex((taken) => taken.at(-1)!.to <= room.from);
    if (row >= 0) rows[row]!.push(room);
    return { run, row: row >= 0 ? row : rows.push([room]) - 1 };
  });
  for (const { kind } of EVENT_MARKS) {
    placed.forEach((event, index) => {
      if (event.run.kind === kind)
        placed[index] = { ...event, label: labelOf(event.run, rows[event.row]!, plot) };
    });
  }
  return placed;
}

/** Words after a mark, or before it, where nothing else is in its row. The room is taken then. */
function labelOf({ kind, from, to, times: often }: EventRun, taken: Room[], plot: Plot): Label | undefined {
  const text = textOf(kind, often);
  const width = BESIDE + widthOf(text);
  const left = plot.pixels(from) - MARK / 2;
  const right = plot.pixels(to) + MARK / 2;
  const rooms: Room[] = [
    { from: right, to: right + width },
    { from: left - width, to: left },
  ];
  const free = rooms.find((room) => isInside(room, plot) && taken.every((other) => areApart(room, other)));
  if (!free) return undefined;
  taken.push(free);
  return { text, isBefore: free === rooms[1] };
}

function textOf(kind: EventKind, often: number): string {
  return often > 1 ? `${kind}, ${times(often)}` : kind;
}

function isInside({ from, to }: Room, plot: Plot): boolean {
  return from >= 0 && to <= plot.width;
}

function areApart(one: Room, other: Room): boolean {
  return one.to <= other.from || one.from >= other.to;
}
