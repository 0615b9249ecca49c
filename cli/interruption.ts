import { constants } from "node:os";
import { fail } from "./failure";

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
    process.on("uncaughtException", this.breakOff);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  ignore(): void {
    for (const name of SIGNALS) process.off(name, this.interrupt);
    process.off("uncaughtException", this.breakOff);
  }

  private readonly interrupt = (name: NodeJS.Signals): void => {
    this.exitStatus = 128 + constants.signals[name];
    this.controller.abort(new Error(`It was interrupted by ${name}.`));
    setTimeout(() => process.exit(this.exitStatus), GRACE_MS).unref();
  };

  /** By itself an error that nobody has caught ends the process at once, with the status of a finding. */
  private readonly breakOff = (error: Error): void => {
    this.controller.abort(error);
    setTimeout(() => fail(error), GRACE_MS).unref();
  };
}
