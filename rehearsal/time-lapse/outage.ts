import type { ChildProcess } from "../servers/child-process";
import type { VaultRelay } from "../servers/vault-relay";
import type { Clock } from "./clock";
import type { Span } from "./timeline";

/** Vault, which can be stopped, with everything in its memory, and started again. */
export class Outage {
  /** When it was stopped, and was back. */
  readonly spans: Span[] = [];
  isOn = false;

  constructor(
    private readonly vault: ChildProcess,
    private readonly relays: readonly VaultRelay[],
    private readonly clock: Clock,
  ) {}

  /** When Vault does what is due: in time, or when it is back. */
  doneAt(due: number): number {
    return this.spans.find(({ from, to }) => due >= from && due < to)?.to ?? due;
  }

  /** Does something while Vault is stopped: nobody is answered, and nobody gets through. */
  async during<Result>(action: () => Promise<Result>): Promise<Result> {
    const from = this.clock.now;
    this.isOn = true;
    this.relays.forEach((relay) => relay.cutOff());
    this.vault.pause();
    try {
      return await action();
    } finally {
      this.vault.resume();
      this.relays.forEach((relay) => relay.reconnect());
      this.isOn = false;
      this.spans.push({ from, to: this.clock.now });
    }
  }
}
