import { RehearsalError } from "../clients/could-not-tell";
import type { Rehearsal, RehearseProps } from "./rehearse";
import type { FirstServers, FirstServersProps } from "./servers/first-servers";
import type { Workspace } from "./servers/workspace";
import { stackDirectories } from "./stack/stack-directory";
import { readSchemas } from "./schema/schemas";
import { readSettings } from "./stack/mixed/settings";
import { readSynthesizedStack } from "./stack/synthesized-stack";
import { withWorkspace } from "./with-workspace";

export interface WithRehearsalProps extends Omit<RehearseProps, "first" | "schemas" | "together"> {
  /** The files with what databases have: `appdb=schema.sql`. @default - what they have is invented */
  readonly schemas?: readonly string[];
  /** What stands in for what the stack takes from others: `data.aws_vpc.main.cidr_block=10.0.0.0/16`. @default - nothing */
  readonly set?: readonly string[];
  /** Ends it early when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Rehearses a stack, and does something with the result while its servers run. Nothing is left afterwards.
 *
 * @param targets a stack of the app in cdktf.json, or the directory of a synthesized one; several are rehearsed together
 * @throws RehearsalError when it could not tell
 */
export function withRehearsal<Result>(
  targets: string | readonly string[],
  props: WithRehearsalProps,
  use: (rehearsal: Rehearsal, workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(props.set ?? []);
  return withWorkspace(async (workspace) => {
    let first: FirstServers | undefined;
    const directories = await stackDirectories([targets].flat(), workspace, props, () => {
      first = startFirstServers(workspace, props);
      loadRehearse();
    });
    const [stack, ...together] = directories.map((directory) => readSynthesizedStack(directory, settings));
    if (!stack)
      throw new RehearsalError("No stack is named.", "Name one, or rehearse all: vault-db rehearse --all");
    const schemas = props.schemas && readSchemas(props.schemas, stack);
    return use(await loadRehearse()(stack, workspace, { ...props, together, schemas, first }), workspace);
  }, props.signal);
}

/** Starts what every stack needs, and loads for it nothing else. */
export function startFirstServers(workspace: Workspace, props: FirstServersProps): FirstServers {
  const { FirstServers } = require("./servers/first-servers") as typeof import("./servers/first-servers");
  return new FirstServers(workspace, props);
}

/** Loads what takes long to, when it is needed. */
export function loadRehearse(): typeof import("./rehearse").rehearse {
  return (require("./rehearse") as typeof import("./rehearse")).rehearse;
}
