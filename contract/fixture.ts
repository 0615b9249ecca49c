/**
 * Something that several checks need: made once, when the first of them asks for it. When that fails, it fails for all of
 * them with the same error, by which the others know that they broke off.
 */
export class Fixture<Value> {
  private made?: Promise<Value>;

  constructor(private readonly make: () => Promise<Value>) {}

  get(): Promise<Value> {
    this.made ??= this.make().catch((cause: unknown) => {
      throw cause instanceof FixtureError ? cause : new FixtureError(cause);
    });
    return this.made;
  }

  /** Undoes it, if it was made. The next who asks gets another. */
  async undo(action: (value: Value) => Promise<void>): Promise<void> {
    const value = await this.made?.catch(() => undefined);
    if (value === undefined) return;
    this.made = undefined;
    await action(value);
  }
}

/** A fixture could not be made. The same object for everybody who asks for it. */
export class FixtureError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
