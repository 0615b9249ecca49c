// Outlives the rehearsal by a moment: ends its processes and removes its directory when it dies in any way.
// It is told on stdin of each process that starts, `+<process id> <signal>`, and of each that has ended, with `-`.
// The end of stdin is the end of the rehearsal.
const { rmSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { clearInterval, setInterval } = require("node:timers");

const GRACE_MS = 3_000;
const [directory] = process.argv.slice(2);
const processes = new Map();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [id, signal] = line.slice(1).split(" ");
    if (line.startsWith("+")) processes.set(Number(id), signal);
    else processes.delete(Number(id));
  })
  .on("close", () => {
    for (const [id, signal] of processes) kill(id, signal);
    const deadline = Date.now() + GRACE_MS;
    const wait = setInterval(() => {
      if (Date.now() < deadline && [...processes.keys()].some((id) => kill(groupOf(id), 0))) return;
      clearInterval(wait);
      for (const id of processes.keys()) kill(groupOf(id), "SIGKILL");
      // Who was killed may write a little longer.
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
    }, 20);
  });

/** A process and what it started. */
function groupOf(id) {
  return process.platform === "win32" ? id : -id;
}

/** @returns whether it is there */
function kill(id, signal) {
  try {
    return process.kill(id, signal);
  } catch {
    return false;
  }
}
