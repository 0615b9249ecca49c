import fs from "node:fs";
import os from "node:os";
import { workspaceParent } from "../../../rehearsal/servers/workspace-parent";

const ROOM = { bavail: 1e6, bsize: 4096 } as fs.StatsFs;
const MOUNTED = "tmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0";

/** A machine. */
function given(free: Partial<fs.StatsFs>, mounts: string, memory = 8e9): void {
  jest.spyOn(fs, "statfsSync").mockReturnValue({ ...ROOM, ...free } as fs.StatsFs);
  jest.spyOn(fs, "readFileSync").mockReturnValue(`proc /proc proc rw 0 0\n${mounts}\n`);
  jest.spyOn(os, "freemem").mockReturnValue(memory);
}

afterEach(() => jest.restoreAllMocks());

test("a rehearsal runs in memory where there is room for it", () => {
  given({}, MOUNTED);
  expect(workspaceParent({})).toBe("/dev/shm");
});

test("it runs where TMPDIR says, wherever there is room", () => {
  given({}, MOUNTED);
  expect(workspaceParent({ TMPDIR: os.tmpdir() })).toBe(os.tmpdir());
});

test.each<[string, () => void]>([
  ["has no room for files", () => given({ bavail: 16e3 }, MOUNTED)],
  ["is needed for something else", () => given({}, MOUNTED, 2e9)],
  ["lets no program run", () => given({}, MOUNTED.replace("nodev", "nodev,noexec"))],
  ["is no memory", () => given({}, "/dev/sda1 /dev/shm ext4 rw 0 0")],
  ["isn't mounted", () => given({}, "")],
])("it runs in the system's temporary directory where the memory %s", (_, machine) => {
  machine();
  expect(workspaceParent({})).toBe(os.tmpdir());
});
