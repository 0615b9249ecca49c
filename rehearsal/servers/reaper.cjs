// Outlives the rehearsal by a moment: ends its processes and removes its directory when it dies in any way, which is when
// stdin ends. Whoever kills both leaves a directory that the next one finds next to its own.
const { spawnSync } = require("node:child_process");
const { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } = require("node:fs");
const { connect } = require("node:net");
const { hostname } = require("node:os");
const { dirname, join } = require("node:path");
const { clearInterval, setInterval } = require("node:timers");

const GRACE_MS = 3_000;
const [directory] = process.argv.slice(2);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
process.stdin.resume().on("close", () => reap(directory, processesOf(directory)));
if (process.getuid) reapAbandoned(dirname(directory));

/** Ends processes, by id with the signal that ends each, and removes the directory they run in. */
function reap(directory, processes) {
  for (const [id, signal] of processes) kill(id, signal);
  const deadline = Date.now() + GRACE_MS;
  const wait = setInterval(() => {
    if (Date.now() < deadline && [...processes.keys()].some((id) => kill(groupOf(id), 0))) return;
    clearInterval(wait);
    for (const id of processes.keys()) kill(groupOf(id), "SIGKILL");
    // What tells whose it is goes last: whoever is interrupted leaves the rest to the next. Who was killed may write a little longer.
    const options = { recursive: true, force: true, maxRetries: 20, retryDelay: 20 };
    for (const name of namesIn(directory)) {
      if (name !== "alive" && name !== "processes") rmSync(join(directory, name), options);
    }
    rmSync(directory, options);
  }, 20);
}

/** The processes that a rehearsal has started on this machine, and that have not ended: see `workspace.ts`. */
function processesOf(directory) {
  const [host, ...lines] = textOf(join(directory, "processes")).split("\n");
  const processes = new Map();
  if (host !== hostname()) return processes;
  for (const line of lines) {
    const [id, signal] = line.slice(1).split(" ");
    if (line.startsWith("+")) processes.set(Number(id), signal);
    else processes.delete(Number(id));
  }
  return processes;
}

async function reapAbandoned(parent) {
  for (const name of namesIn(parent)) {
    const other = join(parent, name);
    if (!/^vault-db-\w{6}$/.test(name) || other === directory || !(await isAbandoned(other))) continue;
    // Another process may have the id by now.
    const own = [...processesOf(other)].filter(([id]) => isTraceOf(other, id));
    reap(other, new Map(own));
  }
}

/** Whether a directory is that of a rehearsal of this user on this machine, and nobody listens on its socket any more. */
function isAbandoned(directory) {
  const socket = join(directory, "alive");
  const isOwn =
    isOwnAnd("isDirectory", directory) &&
    isOwnAnd("isSocket", socket) &&
    textOf(join(directory, "processes")).startsWith(`${hostname()}\n`);
  if (!isOwn) return false;
  return new Promise((resolve) => {
    const connection = connect(socket, () => resolve(false) || connection.destroy());
    connection.on("error", ({ code }) => resolve(code === "ECONNREFUSED"));
  });
}

function isOwnAnd(kind, path) {
  try {
    const found = lstatSync(path);
    return found[kind]() && found.uid === process.getuid();
  } catch {
    return false;
  }
}

/** Whether a process runs in a directory, or is told of it. */
function isTraceOf(directory, id) {
  const command = textOf(`/proc/${id}/cmdline`) || spawnSync("ps", ["-o", "command=", "-p", id]).stdout;
  return `${command}\n${linkOf(`/proc/${id}/cwd`)}`.includes(directory);
}

function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function namesIn(directory) {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

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
