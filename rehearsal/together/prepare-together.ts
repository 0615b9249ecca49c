import { RehearsalError } from "../../clients/could-not-tell";
import type { AccessManifest } from "../../constructs";
import { isSameDatabase } from "../../contract/difference";
import type { PreparedStack, PreparedStackProps } from "../prepared-stack";
import { prepareStackOn } from "../prepared-stack";
import { ThrowawayServers } from "../servers/throwaway-servers";
import type { Workspace } from "../servers/workspace";
import { Endpoints } from "../stack/endpoints";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { deployedTogether } from "./deployed-together";
import { inDeploymentOrder } from "./deployment-order";
import { describedTogether, namesOf } from "./described-together";

/** What is rehearsed of one stack, or of several as if they were one. */
export type Prepared = Pick<PreparedStack, "servers" | "stack" | "substitutions" | "deploy" | "close">;

/**
 * Starts the servers that several stacks share, and makes there what none of them makes.
 *
 * @throws RehearsalError when two of them describe one database
 */
export async function prepareTogether(
  stacks: readonly SynthesizedStack[],
  workspace: Workspace,
  props: PreparedStackProps,
): Promise<Prepared> {
  const manifests = stacks.map(({ access }) => access);
  expectEachDatabaseOnce(manifests);
  const shared = await ThrowawayServers.start(manifests, workspace, props, props.first);
  const prepared: PreparedStack[] = [];
  for (const stack of inDeploymentOrder(stacks)) {
    const others = manifests.filter((access) => access !== stack.access);
    prepared.push(await prepareStackOn(shared, stack, workspace, { ...props, others }));
  }
  const asNamed = [...prepared].sort(
    (one, other) => stacks.indexOf(one.original) - stacks.indexOf(other.original),
  );
  const access = describedTogether(
    asNamed.map(({ stack, servers: { endpoints } }) => ({ access: stack.access, endpoints })),
  );
  const servers = shared.of(access);
  return {
    servers,
    stack: { ...prepared[0]!.stack, name: access.stack, access },
    substitutions: prepared.flatMap(({ substitutions }) => substitutions),
    deploy: async () => {
      const deployed = [];
      for (const each of prepared) deployed.push({ ...(await each.deploy()), prepared: each });
      return {
        resources: deployed.reduce((sum, { resources }) => sum + resources, 0),
        changes: deployed.flatMap(({ changes }) => changes),
        substitutions: deployed.flatMap(({ substitutions }) => substitutions),
        bootstrapPasswords: new Map(deployed.flatMap((each) => [...(each.bootstrapPasswords ?? [])])),
        deployment: deployedTogether(deployed, access, servers),
      };
    },
    close: async () => void (await Promise.all(prepared.map((each) => each.close()))),
  };
}

/** Who may do what in a database, only one stack can say. */
function expectEachDatabaseOnce(stacks: readonly AccessManifest[]): void {
  const on = stacks.flatMap((stack) => {
    const endpoints = new Endpoints(stack, stacks);
    return stack.databases.map((database) => ({ server: endpoints.of(database), name: database.name }));
  });
  const twice = on.find((database, index) =>
    on.slice(0, index).some((each) => isSameDatabase(each, database)),
  );
  if (!twice) return;
  throw new RehearsalError(
    `Several of ${namesOf(stacks.map(({ stack }) => stack))} describe database "${twice.name}", and none describes all of it.`,
    "Rehearse them one by one, or describe the database in one of them.",
  );
}
