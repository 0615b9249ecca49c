/** One thing that was tried on the live servers, and how it went. */
export interface CheckResult {
  /** What was tried: `may-select`, `login-refused`. Stable. */
  readonly id: string;
  /** The role, workload, connection… it was tried for. */
  readonly subject: string;
  readonly ok: boolean;
  /** What was seen. Never a secret. */
  readonly detail: string;
  readonly ms: number;
}

/** The servers did not do what the stack describes. */
export class Violation extends Error {}

/** Takes down what checks find, in the order they end. */
export class Recorder {
  readonly results: CheckResult[] = [];

  constructor(private readonly onResult: (result: CheckResult) => void = () => undefined) {}

  /**
   * Tries one thing. It is fine when `attempt` returns, with what was seen; it failed when `attempt` throws.
   * @returns whether it was fine
   */
  async check(subject: string, id: string, attempt: () => Promise<string>): Promise<boolean> {
    const start = performance.now();
    const outcome = await attempt().then(
      (detail) => ({ ok: true, detail }),
      (error: unknown) => ({ ok: false, detail: messageOf(error) }),
    );
    const result = { id, subject, ...outcome, ms: Math.round(performance.now() - start) };
    this.results.push(result);
    this.onResult(result);
    return result.ok;
  }

  /** Does something that consists of checks. It is recorded only when it breaks off. */
  async run(subject: string, id: string, action: () => Promise<void>): Promise<void> {
    await action().catch((error: unknown) => this.check(subject, id, () => Promise.reject(error)));
  }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message || (error instanceof Error ? error.name : "failed without a word");
}
