import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { RehearsalError } from "../../clients/could-not-tell";
import type { ChildProcess } from "./child-process";
import type { Workspace } from "./workspace";

const ATTEMPTS = 5;
const START_TIMEOUT_MS = 30_000;
/** How long one question may take: who listens on the port may be somebody who never answers. */
export const ANSWER_TIMEOUT_MS = 3_000;
/** How often a server is asked whether it is still there, and how long it may not answer. */
const WATCH_MS = 3_000;
const PATIENCE_MS = 20_000;
const BUSY = /address already in use|only one usage of each socket address/i;

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export interface ServerStart<T> {
  readonly workspace: Workspace;
  /** Starts it on a port. */
  readonly start: (port: number) => ChildProcess;
  /** Asks it something; throws as long as it isn't ready. */
  readonly ask: (port: number) => Promise<T>;
  /** @default - a free one, and another when somebody takes it in between */
  readonly choosePort?: () => Promise<number>;
}

/**
 * Starts a server on a free port and waits until it answers. From then on the rehearsal needs it.
 *
 * @throws RehearsalError when it ends or doesn't answer
 */
export async function startOnFreePort<T>(
  props: ServerStart<T>,
): Promise<{ port: number; answer: T; server: ChildProcess }> {
  const { workspace, start, ask, choosePort = freePort } = props;
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort();
    const server = start(port);
    const abort = new AbortController();
    try {
      const ready = answerOf(server.name, () => ask(port), abort.signal);
      const answer = await Promise.race([ready, workspace.endOf(server)]);
      workspace.need(server);
      workspace.failsWith(watch(server, () => ask(port)));
      return { port, answer, server };
    } catch (error) {
      if (attempt === ATTEMPTS || !BUSY.test(server.output)) throw error;
    } finally {
      abort.abort();
    }
  }
}

/** Asks a server again and again. Rejects when it hangs, as whoever waits for it would wait for ever. */
async function watch(server: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (let last = performance.now(); ;) {
    await sleep(WATCH_MS, undefined, { ref: false });
    if (server.hasEnded) return;
    const isThere = await ask().then(
      () => true,
      () => false,
    );
    if (isThere) last = performance.now();
    else if (performance.now() - last > PATIENCE_MS) throw server.failure("doesn't answer any more");
  }
}

async function answerOf<T>(name: string, ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await ask();
    } catch (cause) {
      if (signal.aborted) throw cause;
      if (Date.now() > deadline) {
        const problem = `${name} doesn't answer: ${(cause as Error).message}.`;
        throw new RehearsalError(problem, "Is this machine very busy? Try again.", { cause });
      }
      await sleep(20);
    }
  }
}
