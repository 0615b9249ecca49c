import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

/** Runs a command on a terminal of its own, and ends as it does: by force when it goes on, or writes, for ever. */
const ON_A_TERMINAL = `
import fcntl, os, pty, signal, struct, sys, termios
columns, command = int(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execvp(command[0], command)
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.alarm(20)
said = b""
while len(said) < 100000:
    try:
        said += os.read(terminal, 65536)
    except OSError:
        break
else:
    os.kill(child, signal.SIGKILL)
os.write(1, said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)
`;

function rehearseOnTerminal(columns: number) {
  const command = [process.execPath, join(ROOT, "cli/vault-db.js"), "rehearse", app.stack()];
  const env = { ...process.env, VAULT_BINARY: app.vault, TERM: "xterm" };
  return spawnSync("python3", ["-c", ON_A_TERMINAL, String(columns), ...command], { env, encoding: "utf8" });
}

test("a terminal shows what is going on, and the report in the end, in colours and as wide as it is", () => {
  const { status, stdout } = rehearseOnTerminal(100);
  expect(stdout).toContain("checking the contract");
  expect(stdout).toContain("\u001b[32m");
  expect(stdout).toMatch(/\d+ checks passed in /);
  const report = stripVTControlCharacters(stdout.slice(stdout.indexOf("dev: "))).split(/\r?\n/);
  const widest = Math.max(...report.map(({ length }) => length));
  expect(widest).toBeGreaterThan(80);
  expect(widest).toBeLessThanOrEqual(100);
  expect(status).toBe(0);
});

test("a terminal of no columns, as containers and build servers have it, shows the report alone", () => {
  const { status, stdout } = rehearseOnTerminal(0);
  expect(status).toBe(0);
  expect(stdout).not.toContain("checking the contract");
  expect(stdout).toMatch(/\d+ checks passed in /);
});
