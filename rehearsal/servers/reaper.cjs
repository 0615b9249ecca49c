// Outlives the rehearsal by a moment: ends its servers and removes its directory when it dies in any way.
// It is told process ids on stdin, one a line; the end of stdin is the end of the rehearsal.
const { rmSync } = require("node:fs");
const { createInterface } = require("node:readline");

const [directory] = process.argv.slice(2);
const pids = new Set();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
createInterface({ input: process.stdin })
  .on("line", (line) => (line.startsWith("-") ? pids.delete(Number(line.slice(1))) : pids.add(Number(line))))
  .on("close", () => {
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
    }
    // A server's own children may write a little longer.
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
