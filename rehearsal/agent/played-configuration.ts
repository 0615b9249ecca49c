import { join } from "node:path";
import { shellLine, shellWords } from "./shell-words";

/** A block of an agent's configuration. */
interface Block {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

/** The parts of an agent's configuration that a rehearsal replaces. What else there is stays as it is. */
export interface AgentConfiguration {
  readonly vault?: object;
  readonly pid_file?: string;
  readonly auto_auth?: { readonly method?: readonly Block[]; readonly sink?: readonly Block[] };
  readonly template?: readonly AgentTemplate[];
  readonly cache?: {
    readonly persist?: Readonly<Record<string, unknown>>;
    readonly [other: string]: unknown;
  };
  readonly listener?: readonly Readonly<Record<string, unknown>>[];
  readonly exec?: { readonly command?: readonly string[] };
  readonly [other: string]: unknown;
}

export interface AgentTemplate {
  readonly destination?: string;
  readonly user?: string;
  readonly group?: string;
  readonly exec?: { readonly command?: readonly string[] };
  /** The line of a shell, in place of `exec`. */
  readonly command?: string;
  readonly [other: string]: unknown;
}

/** Where an agent of a rehearsal runs, and what it does there in place of what a machine has. */
export interface AgentPlace {
  readonly vaultAddress: string;
  /** Below which every path is. */
  readonly directory: string;
  /** What is done in place of a command on a change of the template of this destination. */
  onChange(destination: string, command: readonly string[]): readonly string[];
  /** What runs in place of a supervised process. */
  readonly process: readonly string[];
}

/** A path of a machine, below the directory of a rehearsal. */
export function movedPath(directory: string, path: string): string {
  return join(directory, "machine", path);
}

/** An agent's configuration as it is rehearsed: files below one directory, the throwaway Vault, no owner, no command. */
export function playedConfiguration(config: AgentConfiguration, place: AgentPlace): AgentConfiguration {
  const { auto_auth: login, template, exec, pid_file, cache, listener } = config;
  const moved = (path: string) => movedPath(place.directory, path);
  return {
    ...config,
    vault: { address: place.vaultAddress },
    ...(pid_file === undefined ? {} : { pid_file: moved(pid_file) }),
    ...(login && {
      auto_auth: {
        ...login,
        method: login.method?.map((method) => withMovedFiles(method, moved)),
        ...(login.sink && { sink: login.sink.map((sink) => withMovedFiles(sink, moved)) }),
      },
    }),
    ...(template && { template: template.map((each) => playedTemplate(each, place, moved)) }),
    ...(exec && { exec: { ...exec, command: place.process } }),
    ...(cache?.persist && { cache: { ...cache, persist: withMovedPaths(cache.persist, moved) } }),
    // Any free port: its own may be somebody's.
    ...(listener && { listener: listener.map((each) => ({ ...each, address: "127.0.0.1:0" })) }),
  };
}

function withMovedFiles(block: Block, moved: (path: string) => string): Block {
  return { ...block, config: withMovedPaths(block.config ?? {}, moved) };
}

function withMovedPaths(
  config: Readonly<Record<string, unknown>>,
  moved: (path: string) => string,
): Record<string, unknown> {
  const entries = Object.entries(config).map(([name, value]) => [
    name,
    /^(token_)?path$|_file_path$|_token_file$/.test(name) ? moved(String(value)) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function playedTemplate(
  { user: _user, group: _group, ...template }: AgentTemplate,
  place: AgentPlace,
  moved: (path: string) => string,
): AgentTemplate {
  const { destination = "", exec, command } = template;
  return {
    ...template,
    destination: moved(destination),
    ...(command && { command: shellLine(place.onChange(destination, shellWords(command))) }),
    ...(exec?.command && { exec: { ...exec, command: place.onChange(destination, exec.command) } }),
  };
}
