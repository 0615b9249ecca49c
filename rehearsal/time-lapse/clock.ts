/** Tells how many seconds of a day have been played. */
export class Clock {
  private start = performance.now();

  /** The day begins. */
  restart(): void {
    this.start = performance.now();
  }

  get now(): number {
    return Math.round((performance.now() - this.start) / 10) / 100;
  }
}
