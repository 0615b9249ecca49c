/**
 * What a command is: what it is called with, and a function that returns what comes of it as data. It prints nothing and
 * sets no exit status: `run.ts` does, for all of them. `--json`, `--debug` and `--help` are every command's.
 */
export interface Command<Arguments = Named<Argument>, Options = Named<Option>, Parsed = never> {
  readonly name: string;
  /** One line, that goes on after "vault-db … ". */
  readonly summary: string;
  /** In their order on the command line. */
  readonly arguments: Arguments;
  readonly options: Options;
  /** What somebody would type after "vault-db". */
  readonly examples: readonly string[];
  /** What its exit status says when it has an answer. */
  readonly exits: Readonly<Partial<Record<Exit, string>>>;
  /** Whether `--help` keeps it to itself. @default false */
  readonly isHidden?: boolean;
  /**
   * Modules that take long to load are loaded here, and not when the command is only named in `--help`.
   *
   * @throws RehearsalError when it could not tell: exit status 2
   */
  run(options: Parsed, host: Host): Promise<Result>;
}

type Named<Kind> = Readonly<Record<string, Kind>>;

export interface Argument {
  readonly summary: string;
  /** What it is called in the usage. @default - its key */
  readonly value?: string;
  /** Whether there can be any number of it, or none. Only the last one. @default - it is there once */
  readonly isRepeatable?: true;
}

/** An option by its key: `dryRun` is `--dry-run`. */
export interface Option {
  readonly summary: string;
  /** What its value is called. @default - it has none: it is given or not */
  readonly value?: string;
  /** The values it can have. @default - any */
  readonly choices?: readonly string[];
  /** Its value where it isn't given. @default - none */
  readonly default?: string;
  /** Whether it can be given more than once. @default - its last value counts */
  readonly isRepeatable?: true;
}

/** What arguments and options hold when they are parsed. */
export type Values<Arguments, Options> = {
  readonly [Name in keyof Arguments]: Arguments[Name] extends { readonly isRepeatable: true }
    ? readonly string[]
    : string;
} & {
  readonly [Name in keyof Options as Options[Name] extends Defaulted ? Name : never]: Value<Options[Name]>;
} & {
  readonly [Name in keyof Options as Options[Name] extends Defaulted ? never : Name]?: Value<Options[Name]>;
};

interface Defaulted {
  readonly default: string;
}

type Value<Of> = Of extends { readonly isRepeatable: true }
  ? readonly string[]
  : Of extends { readonly value: string }
    ? string
    : boolean;

/** How a command ends that has an answer: `couldNotTell`, where the answer says what it could not tell. */
export type Exit = "fine" | "findings" | "couldNotTell";

export interface Result {
  readonly exit: Exit;
  readonly output: Output;
}

/** An answer, for a program and for a person. */
export interface Output {
  /** What `--json` prints. Holds no secret but a wrapping token that was asked for. */
  readonly data: unknown;
  /** The same as text, without a line break at its end. */
  text(terminal: Terminal): string;
}

/** What a text is made for. */
export interface Terminal {
  /** How wide it is, in characters. */
  readonly columns: number;
  readonly isColored: boolean;
}

/** What a command may use of the process that it runs in. */
export interface Host {
  /** The caller's, whole. The process has only the part of it that is its own. */
  readonly env: NodeJS.ProcessEnv;
  /** Aborted when the command has to end early: what it has begun, it ends. */
  readonly signal: AbortSignal;
  /** How long the command has run since its process was started. */
  readonly seconds: () => number;
  /** Says what it is doing, to whoever waits at a terminal. */
  readonly notify: (message: string) => void;
  /** Counts one more check of what it is doing. */
  readonly onCheck: (check: { readonly ok: boolean }) => void;
  /** Tells a person something besides the answer, on stderr. */
  readonly tell: (text: string) => void;
  /** Asks the person at the terminal. @throws RehearsalError when there is none */
  readonly confirm: (question: string) => Promise<boolean>;
  /** Prints an answer while the command goes on. */
  readonly print: (output: Output) => void;
}

/** A command, whose `run` knows the names of its arguments and options. */
export function command<const Arguments extends Named<Argument>, const Options extends Named<Option>>(
  definition: Command<Arguments, Options, Values<Arguments, Options>>,
): typeof definition {
  return definition;
}
