/** Runs actions as soon as they come, but for some that are alone: nothing else runs while they do. */
export class Turns {
  /** The last one that was alone. */
  private alone: Promise<unknown> = Promise.resolve();
  /** What came after it. */
  private since: Promise<unknown>[] = [];

  run<Result>(action: () => Promise<Result>, isAlone: boolean): Promise<Result> {
    const before = isAlone ? Promise.all([this.alone, ...this.since]) : this.alone;
    const result = before.then(action);
    const end = result.catch(() => undefined);
    if (isAlone) {
      this.alone = end;
      this.since = [];
    } else {
      this.since.push(end);
    }
    return result;
  }
}
