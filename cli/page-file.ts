import { closeSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs";
import { RehearsalError } from "../clients/could-not-tell";

/** A page that is written when a rehearsal has ended. */
export class PageFile {
  /** @param example what somebody would write instead: `--html day.html` */
  constructor(
    readonly path: string,
    private readonly example: string,
  ) {}

  /** @throws RehearsalError when it could not be written in the end */
  expectWritable(): void {
    const isThere = existsSync(this.path);
    this.orExplain(() => closeSync(openSync(this.path, "a")));
    if (!isThere) rmSync(this.path);
  }

  /** @throws RehearsalError when it can't be written */
  write(text: string): void {
    this.orExplain(() => writeFileSync(this.path, text));
  }

  private orExplain(action: () => void): void {
    try {
      action();
    } catch (cause) {
      const problem = `"${this.path}" can't be written: ${(cause as Error).message}.`;
      throw new RehearsalError(problem, `Name another file: ${this.example}`, { cause });
    }
  }
}
