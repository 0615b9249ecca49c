import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

export interface RunningProcess {
  readonly id: number;
  readonly command: string;
}

/** What ran before the tests has nothing to do with them. Reading all of it takes long when it is done again and again. */
const EARLIER = new Set(process.platform === "linux" ? idsInProc() : []);

/** The processes that have to do with a directory: by command line or environment, on Linux also by where they are. */
export function processesOf(directory: string): RunningProcess[] {
  const all = process.platform === "linux" ? fromProc() : fromPs();
  return all.filter(({ traces }) => traces.includes(directory));
}

interface TracedProcess extends RunningProcess {
  readonly traces: string;
}

function fromProc(): TracedProcess[] {
  const ids = idsInProc().filter((id) => !EARLIER.has(id));
  return ids.map((id) => {
    const of = (read: (path: string) => string, file: string) =>
      readIfThere(() => read(join("/proc", id, file)));
    const text = (path: string) => readFileSync(path, "utf8").replaceAll("\0", " ").trim();
    const command = of(text, "cmdline");
    return {
      id: Number(id),
      command,
      traces: [command, of(text, "environ"), of(readlinkSync, "cwd")].join("\n"),
    };
  });
}

function idsInProc(): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

/** A process may end while it is looked at, and some are somebody else's. */
function readIfThere(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

function fromPs(): TracedProcess[] {
  const lines = execFileSync("ps", ["axeww", "-o", "pid=,command="], { encoding: "utf8" }).split("\n");
  return lines.map((line) => {
    const [, id = "", command = ""] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return { id: Number(id), command, traces: line };
  });
}
