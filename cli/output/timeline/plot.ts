import type { Timeline } from "../../../rehearsal/time-lapse/timeline";

/** How wide a character of the words in a picture is, in pixels. */
const CHARACTER = 6.1;

/** Where a moment is in a picture: in percent of its width, so that it fits every screen. */
export class Plot {
  /** How wide a day is at the least where words stand in it, in pixels. Narrower, its style leaves them out. */
  readonly width = 700;

  constructor(private readonly timeline: Timeline) {}

  /** Where a moment is: `12.5%`. */
  at(seconds: number): string {
    return percent(this.share(seconds));
  }

  /** How much of the day is between two moments. */
  between(from: number, to: number): string {
    return percent(this.share(to) - this.share(from));
  }

  /** Where a moment is at the least, in pixels. */
  pixels(seconds: number): number {
    return this.share(seconds) * this.width;
  }

  /** How much of the day has passed, from 0 to 1. */
  share(seconds: number): number {
    return Math.min(Math.max(seconds / this.timeline.seconds, 0), 1);
  }
}

/** The first of some texts for which there is room in so many pixels. */
export function fitting(texts: readonly string[], pixels: number): string | undefined {
  return texts.find((text) => widthOf(text) <= pixels);
}

/** How wide a text is at the most, in pixels. */
export function widthOf(text: string): number {
  return text.length * CHARACTER;
}

function percent(share: number): string {
  return `${Math.round(share * 1e4) / 1e2}%`;
}
