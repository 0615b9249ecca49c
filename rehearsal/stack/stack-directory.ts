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

/**
 * The directory of a synthesized stack: the one that is named, or that of a stack of the app here.
 *
 * @param meanwhile done while an app is synthesized, which takes a second
 */
export async function stackDirectory(
  target: string,
  workspace: Workspace,
  { notify, env }: StackDirectoryProps,
  meanwhile: () => void = () => undefined,
): Promise<string> {
  if (/[/\\]/.test(target) || (existsSync(target) && statSync(target).isDirectory() && !existsSync(SETTINGS)))
    return target;
  if (!existsSync(SETTINGS)) {
    const advice =
      "Run this where your cdktf.json is, or name the directory of a synthesized stack: cdktf.out/stacks/dev";
    throw new RehearsalError(
      `There is no directory "${target}", and no ${SETTINGS} here whose app could have such a stack.`,
      advice,
    );
  }
  notify("synthesizing");
  const output = await synthesize(workspace, env, meanwhile);
  const stacks = existsSync(output) ? readdirSync(output) : [];
  if (stacks.includes(target)) return join(output, target);
  const advice = stacks.length
    ? `The app in ${SETTINGS} has: ${stacks.join(", ")}`
    : `The app in ${SETTINGS} wrote none to CDKTF_OUTDIR: give its App no outdir.`;
  throw new RehearsalError(`There is no stack "${target}".`, advice);
}

/** Runs the app in cdktf.json, in this run's own directory and until it is disposed of. @returns the directory of its stacks */
async function synthesize(
  workspace: Workspace,
  env: NodeJS.ProcessEnv,
  meanwhile: () => void,
): Promise<string> {
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
