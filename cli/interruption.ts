import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How long a command may take to end what it has begun. */
const GRACE_MS = 6_000;

/** Ctrl-C and the like, as something that a command can be told of, instead of the end of the process. */
export class Interruption {
  /** 130 for Ctrl-C, as shells have it. */
  exitStatus = 0;
  private readonly controller = new AbortController();

  constructor() {
    for (const name of SIGNALS) process.on(name, this.interrupt);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  ignore(): void {
    for (const name of SIGNALS) process.off(name, this.interrupt);
  }

  private readonly interrupt = (name: NodeJS.Signals): void => {
    this.exitStatus = 128 + constants.signals[name];
    this.controller.abort(new Error(`It was interrupted by ${name}.`));
    setTimeout(() => process.exit(this.exitStatus), GRACE_MS).unref();
  };
}
