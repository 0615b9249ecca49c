import { createSpinner, type Spinner } from "nanospinner";

/** What is going on, on stderr: one line that moves on a terminal, and nothing elsewhere. */
export class Progress {
  // A terminal of no columns wraps a text into lines without end, and clearing them would take as long.
  private readonly spinner?: Spinner =
    process.stderr.isTTY && process.stderr.columns > 0
      ? createSpinner("", { stream: process.stderr })
      : undefined;
  private message = "";
  private passed = 0;
  private failed = 0;

  say(message: string): void {
    this.message = message;
    this.spinner?.start({ text: message });
  }

  count(ok: boolean): void {
    if (ok) this.passed++;
    else this.failed++;
    const failures = this.failed ? `, ${this.failed} failed` : "";
    this.spinner?.update({ text: `${this.message}: ${this.passed} passed${failures}` });
  }

  end(): void {
    this.spinner?.stop();
    this.spinner?.clear();
  }
}
