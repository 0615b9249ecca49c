import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import type { Workspace } from "../servers/workspace";

const SETTINGS = "cdktf.json";

export interface StackDirectoryProps {
  readonly notify: (message: string) => void;
  /** What the app sees of its caller. */
  readonly env: NodeJS.ProcessEnv;
}

const WHERE =
  "Run this where your cdktf.json is, or name the directory of a synthesized stack: cdktf.out/stacks/dev";

/** The directory of a synthesized stack: the one that is named, or that of a stack of the app here. */
export async function stackDirectory(
  target: string,
  workspace: Workspace,
  props: StackDirectoryProps,
): Promise<string> {
  const [directory] = await stackDirectories([target], workspace, props);
  return directory!;
}

/**
 * The same of several: the app is synthesized once.
 *
 * @param meanwhile done while an app is synthesized, which takes a second
 */
export async function stackDirectories(
  targets: readonly string[],
  workspace: Workspace,
  props: StackDirectoryProps,
  meanwhile?: () => void,
): Promise<string[]> {
  const named = targets.filter((target) => !isDirectory(target));
  const [first] = named;
  if (first === undefined) return [...targets];
  if (!existsSync(SETTINGS))
    throw new RehearsalError(
      `There is no directory "${first}", and no ${SETTINGS} here whose app could have such a stack.`,
      WHERE,
    );
  const output = await synthesize(workspace, props, meanwhile);
  const stacks = stacksIn(output);
  for (const name of named) expectStack(name, stacks);
  return targets.map((target) => (named.includes(target) ? join(output, target) : target));
}

/** The directories of all stacks of the app here. @throws RehearsalError when there is none */
export async function allStackDirectories(
  workspace: Workspace,
  props: StackDirectoryProps,
  meanwhile?: () => void,
): Promise<string[]> {
  if (!existsSync(SETTINGS)) throw new RehearsalError(`There is no ${SETTINGS} here.`, WHERE);
  const output = await synthesize(workspace, props, meanwhile);
  const stacks = stacksIn(output);
  if (!stacks.length) throw new RehearsalError(`The app in ${SETTINGS} has no stack.`, NO_OUTPUT);
  return stacks.map((name) => join(output, name));
}

function isDirectory(target: string): boolean {
  if (/[/\\]/.test(target)) return true;
  return existsSync(target) && statSync(target).isDirectory() && !existsSync(SETTINGS);
}

const NO_OUTPUT = `The app in ${SETTINGS} wrote none to CDKTF_OUTDIR: give its App no outdir.`;

function stacksIn(output: string): string[] {
  return existsSync(output) ? readdirSync(output) : [];
}

function expectStack(name: string, stacks: readonly string[]): void {
  if (stacks.includes(name)) return;
  const advice = stacks.length ? `The app in ${SETTINGS} has: ${stacks.join(", ")}` : NO_OUTPUT;
  throw new RehearsalError(`There is no stack "${name}".`, advice);
}

/** Runs the app in cdktf.json, in this run's own directory and until it is disposed of. @returns the directory of its stacks */
async function synthesize(
  workspace: Workspace,
  { notify, env }: StackDirectoryProps,
  meanwhile: () => void = () => undefined,
): Promise<string> {
  notify("synthesizing");
  const { app } = readSettings();
  if (typeof app !== "string" || !app)
    throw new RehearsalError(`${SETTINGS} names no app.`, 'Add one: "app": "npx ts-node main.ts"');
  const output = join(workspace.directory, "cdktf.out");
  const child = spawn(app, {
    shell: true,
    stdio: ["ignore", 2, 2],
    // At the head of a group of its own, to be ended together with what it starts.
    detached: process.platform !== "win32",
    env: { ...env, CDKTF_OUTDIR: output, CHECKPOINT_DISABLE: "1" },
  });
  workspace.onDispose(() => endGroup(child));
  const exit = once(child, "exit");
  meanwhile();
  const [code] = (await exit) as [number | null];
  if (code !== 0)
    throw new RehearsalError(`The app "${app}" could not be synthesized.`, "What it says is above.");
  return join(output, "stacks");
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === "win32") return void child.kill();
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}

function readSettings(): { app?: unknown } {
  try {
    return (JSON.parse(readFileSync(SETTINGS, "utf8")) ?? {}) as { app?: unknown };
  } catch (cause) {
    const advice = 'It should name the app, at least: {"app": "npx ts-node main.ts"}';
    throw new RehearsalError(`${SETTINGS} is not JSON, or it is cut off.`, advice, { cause });
  }
}
