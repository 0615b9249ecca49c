import type { OnChangeDescription } from "../access/agent-description";
import { Duration } from "../duration";
import { durationProblems } from "../private/duration-problems";
import type { Problem } from "../private/validation";
import { commandProblems, signalProblems } from "./private/agent-texts";
import type { Signal } from "./signal";
import { filePathProblems } from "../credential/file-path-problems";

export interface SignalProps {
  /** The file with the ID of the process, an absolute path. */
  readonly pidFile: string;
}

export interface CommandProps {
  /** How long it may take before it is ended. @default Duration.seconds(30) */
  readonly timeout?: Duration;
}

/**
 * What the agent does when it has written a file: the first time, and each time the credential is another one. What
 * comes of it is logged and no more: an agent whose command fails would ask for a new user each time it tries again.
 *
 * @see Vault documentation, "Use Vault Agent templates", `exec`,
 * https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/template
 */
export class OnChange {
  /** Nothing: the application looks at the file itself. */
  static nothing(): OnChange {
    return new OnChange();
  }

  /** Sends a signal to a process. */
  static signal(signal: Signal, props: SignalProps): OnChange {
    const { pidFile } = props;
    return new OnChange({ kind: "signal", signal, pidFile }, () => [
      ...signalProblems("onChange", signal),
      ...filePathProblems("pidFile", pidFile),
    ]);
  }

  /**
   * Runs a command, by coreutils' `timeout`. It is no shell's line, but a program and its arguments:
   * `["systemctl", "reload", "myapp"]`.
   */
  static command(command: readonly string[], props: CommandProps = {}): OnChange {
    const timeout = props.timeout ?? Duration.seconds(30);
    const description = { kind: "command", command: [...command], timeout: timeout.toSeconds() } as const;
    return new OnChange(description, () => [
      ...commandProblems("onChange", command),
      ...durationProblems({ "the timeout of onChange": timeout }),
    ]);
  }

  private constructor(
    /** As `access.json` has it. */
    readonly description?: OnChangeDescription,
    /** What is wrong with its props. */
    readonly problems: () => readonly Problem[] = () => [],
  ) {}

  /** The file that it reads whom to signal from. */
  get pidFile(): string | undefined {
    return this.description?.kind === "signal" ? this.description.pidFile : undefined;
  }
}
