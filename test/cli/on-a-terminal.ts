import { spawnSync } from "node:child_process";
import { COMMAND } from "./run-command";

/** Runs a command on a terminal of its own, types, and ends as it does: by force when it goes on, or writes, for ever. */
const ON_A_TERMINAL = `
import fcntl, os, pty, signal, struct, sys, termios
columns, typed, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    os.execvp(command[0], command)
os.write(terminal, typed.encode())
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

/** Runs vault-db on a terminal. @param typed what a person types there */
export function runOnTerminal(
  columns: number,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  typed = "",
): { readonly status: number | null; readonly stdout: string } {
  const command = [process.execPath, ...COMMAND, ...args];
  return spawnSync("python3", ["-c", ON_A_TERMINAL, String(columns), typed, ...command], {
    env: { ...process.env, TERM: "xterm", ...env },
    encoding: "utf8",
  });
}
