import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { AgentDescription } from "../../constructs";
import type { AgentFile, AgentRequest, PlayedAgent } from "../../contract/deployment";
import type { ChildProcess } from "../servers/child-process";
import type { Workspace } from "../servers/workspace";
import { ChangeCommands } from "./change-commands";
import { endOfNoAgent } from "./expect-agent";
import { movedPath, playedConfiguration, type AgentConfiguration } from "./played-configuration";
import { reasonOfEnd } from "./reason-of-end";
import type { AgentsVault } from "./vault-for-agent";

export interface AgentStart {
  readonly description: Pick<AgentDescription, "templates">;
  /** As synthesis wrote it. */
  readonly configuration: AgentConfiguration;
  /** What is in the files that its machine has, by their paths. */
  readonly given: ReadonlyMap<string, string>;
  /** Whether what is in a file may be of its making. */
  isIts(path: string): boolean;
  readonly commandsFail: boolean;
  /** The program whose agent it is. */
  readonly binary: string;
  /** Vault as it reaches it. */
  readonly vault: AgentsVault;
  /** What it has for itself. */
  readonly directory: string;
}

/** A file that the agent gives its name when it is whole. */
const UNFINISHED = /^\d+$/;

/** The real agent, with the configuration that synthesis wrote, but that its paths are below one directory. */
export class ThrowawayAgent implements PlayedAgent {
  static start(workspace: Workspace, props: AgentStart): ThrowawayAgent {
    const { given, directory, vault } = props;
    workspace.onDispose(() => vault.close());
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const [path, text] of given) writePrivate(movedPath(directory, path), text);
    const changes = ChangeCommands.prepare(workspace, props);
    const played = playedConfiguration(props.configuration, {
      vaultAddress: vault.address,
      directory,
      onChange: (destination, command) => changes.commandFor(destination, command),
      process: changes.process,
    });
    const file = join(directory, "agent.json");
    writePrivate(file, JSON.stringify(played));
    const child = workspace.start({
      name: "the agent",
      command: props.binary,
      args: ["agent", `-config=${file}`, "-log-level=warn"],
      env: { PATH: process.env.PATH, HOME: directory },
      directory,
    });
    workspace.failsWith(endOfNoAgent(child, props.binary));
    const isIts = (path: string) => props.isIts(path) && !changes.pidFiles.includes(path);
    return new ThrowawayAgent(child, vault, changes, directory, isIts);
  }

  /** And has written everything. */
  private hasEnded = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly vault: AgentsVault,
    private readonly changes: ChangeCommands,
    private readonly directory: string,
    /** Whether a file is of its making. */
    private readonly isIts: (path: string) => boolean,
  ) {
    const end = () => void (this.hasEnded = true);
    child.ended.then(end, end);
  }

  get requests(): readonly AgentRequest[] {
    return this.vault.requests;
  }

  get end(): string | undefined {
    return this.hasEnded ? reasonOfEnd(this.child.output) : undefined;
  }

  files(): ReadonlyMap<string, AgentFile> {
    const machine = movedPath(this.directory, "/");
    const found = readdirSync(machine, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`/${relative(machine, path)}`, path] as const)
      .filter(([path]) => this.isIts(path));
    return new Map(found.flatMap(([path, moved]) => readFile(moved).map((file) => [path, file] as const)));
  }

  /** Resolves when it has ended: whether it had nothing to complain of. */
  async succeeds(): Promise<boolean> {
    return (await this.child.ended) === 0;
  }

  changesOf(destination: string): number {
    return this.changes.countOf(destination);
  }

  environment(): Readonly<Record<string, string>> | undefined {
    return this.changes.environment();
  }

  refuseRenewals(): void {
    this.vault.refuseRenewals();
  }

  async stop(): Promise<void> {
    await this.child.stop();
    this.vault.close();
  }
}

/** None when the agent has just taken it away. */
function readFile(path: string): AgentFile[] {
  try {
    const mode = (statSync(path).mode & 0o7777).toString(8).padStart(4, "0");
    return [{ text: readFileSync(path, "utf8"), mode }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}
