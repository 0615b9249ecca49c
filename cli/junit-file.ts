import { type ForJunit, junit, junitOfError } from "./output/junit";
import { PageFile } from "./page-file";

/** The file that a rehearsal's results are written to as JUnit XML. */
export class JunitFile {
  private readonly file: PageFile;
  private isWritten = false;

  /** @throws RehearsalError when it could not be written in the end */
  constructor(path: string) {
    this.file = new PageFile(path, "--junit results.xml");
    this.file.expectWritable();
  }

  /** @throws RehearsalError when it can't be written */
  write(...reports: readonly ForJunit[]): void {
    this.file.write(junit(reports));
    this.isWritten = true;
  }

  /** Does something whose results are written by it; where it can't tell, that is what is written. */
  async orError<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      if (!this.isWritten) this.file.write(junitOfError(name, (error as Error).message));
      throw error;
    }
  }
}
