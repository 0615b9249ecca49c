import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AgentDescription, OnChangeDescription } from "../../constructs";
import type { Workspace } from "../servers/workspace";
import { movedPath } from "./played-configuration";

/** A line for each time. */
const NOTE = `echo changed >> "$0"`;
/** Takes the place of a process that gets signals: it says what its ID is, and notes each. */
const NOTE_SIGNALS = `trap '${NOTE}' "$1"; echo $$ > "$2"; while :; do sleep 1 & wait $!; done`;
/** Takes the place of a supervised process: its environment is in a file as soon as that is there. */
const KEEP_ENVIRONMENT = `umask 077; env -0 > "$0.$$"; mv "$0.$$" "$0"; exec sleep 86400`;

export interface ChangeCommandsProps {
  readonly description: Pick<AgentDescription, "templates">;
  /** Whether commands fail, and no process gets signals. */
  readonly commandsFail: boolean;
  readonly directory: string;
}

/** What an agent of a rehearsal runs in place of commands and processes of a machine that isn't there. */
export class ChangeCommands {
  /** Starts the processes that get signals. */
  static prepare(workspace: Workspace, props: ChangeCommandsProps): ChangeCommands {
    const commands = new ChangeCommands(props);
    for (const { destination, onChange } of props.description.templates)
      if (onChange?.kind === "signal" && !props.commandsFail)
        commands.await(workspace, destination, onChange);
    return commands;
  }

  private constructor(private readonly props: ChangeCommandsProps) {
    mkdirSync(join(props.directory, "changes"), { recursive: true });
  }

  /** The command of a template with another one within, or to another process. */
  commandFor(destination: string, command: readonly string[]): readonly string[] {
    const onChange = this.props.description.templates.find(
      (each) => each.destination === destination,
    )?.onChange;
    if (onChange?.kind !== "command")
      return command.map((each) => (each === onChange?.pidFile ? this.moved(each) : each));
    const outer = command.slice(0, -onChange.command.length);
    const isWithin = command.slice(outer.length).join("\0") === onChange.command.join("\0");
    return [...(isWithin ? outer : []), ...this.noting(destination)];
  }

  /** The command in place of a supervised process. */
  get process(): readonly string[] {
    return ["sh", "-c", KEEP_ENVIRONMENT, this.environmentFile];
  }

  /** Where processes say what their IDs are. */
  get pidFiles(): readonly string[] {
    return this.props.description.templates.flatMap(({ onChange }) =>
      onChange?.kind === "signal" ? [onChange.pidFile] : [],
    );
  }

  /** How often what is done when a file was written has been done. */
  countOf(destination: string): number {
    const notes = this.notesOf(destination);
    return existsSync(notes) ? readFileSync(notes, "utf8").split("\n").length - 1 : 0;
  }

  environment(): Readonly<Record<string, string>> | undefined {
    if (!existsSync(this.environmentFile)) return undefined;
    const lines = readFileSync(this.environmentFile, "utf8").split("\0").filter(Boolean);
    return Object.fromEntries(lines.map((line) => line.split(/=([^]*)/, 2) as [string, string]));
  }

  private await(
    workspace: Workspace,
    destination: string,
    { signal, pidFile }: Extract<OnChangeDescription, { kind: "signal" }>,
  ): void {
    const { directory } = this.props;
    const pid = this.moved(pidFile);
    mkdirSync(dirname(pid), { recursive: true });
    workspace.start({
      name: `what gets ${signal}`,
      command: "sh",
      args: ["-c", NOTE_SIGNALS, this.notesOf(destination), signal.replace(/^SIG/, ""), pid],
      env: { PATH: process.env.PATH },
      directory,
    });
  }

  private noting(destination: string): readonly string[] {
    return ["sh", "-c", this.props.commandsFail ? `${NOTE}; exit 1` : NOTE, this.notesOf(destination)];
  }

  private notesOf(destination: string): string {
    const number = this.props.description.templates.findIndex((each) => each.destination === destination);
    return join(this.props.directory, "changes", String(number));
  }

  private get environmentFile(): string {
    return join(this.props.directory, "environment");
  }

  private moved(path: string): string {
    return movedPath(this.props.directory, path);
  }
}
