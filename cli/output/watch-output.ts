import { EXIT_CODES } from "../failure";

/** Makes what can't be written to stdout a failure, except where nobody reads on. */
export function watchOutput(): void {
  let told = false;
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" || told) return;
    told = true;
    console.error(`The output can't be written: ${message}\nWrite it elsewhere.`);
    // The command ends as it would have: its servers are stopped, its files removed.
    process.once("exit", () => (process.exitCode = EXIT_CODES.couldNotTell));
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => undefined);
}
