import type { AccessManifest } from "../../constructs";
import { Endpoints } from "../stack/endpoints";
import { takesFrom } from "./deployment-order";

/**
 * Stacks that are rehearsed together: what one takes from another is tried. Those that have nothing in common are apart, and
 * those that would make the same: what takes something from both is together with the first.
 */
export function groupsOf<Stack extends { readonly access: AccessManifest }>(
  stacks: readonly Stack[],
): Stack[][] {
  return stacks.reduce<Stack[][]>((groups, stack) => {
    const related = groups.filter((group) => group.some((other) => isRelated(stack.access, other.access)));
    const candidates = [related.flat(), ...related].map((group) => [...group, stack]);
    const joined = candidates.find((group) => !isClashing(group.map(({ access }) => access))) ?? [stack];
    return [...groups.filter((group) => !group.some((other) => joined.includes(other))), joined];
  }, []);
}

function isRelated(one: AccessManifest, other: AccessManifest): boolean {
  return isSameVault(one, other) && (takesFrom(one, other) || takesFrom(other, one));
}

/** Two addresses are two Vaults; who names none has that of VAULT_ADDR. */
function isSameVault(one: AccessManifest, other: AccessManifest): boolean {
  const [address, otherAddress] = [addressOf(one), addressOf(other)];
  return address === undefined || otherAddress === undefined || address === otherAddress;
}

function addressOf({ providers }: AccessManifest): string | undefined {
  return providers.find(({ provider }) => provider === "vault")?.settings.address;
}

/** Whether two would make one thing: they can't be on the same servers. */
function isClashing(stacks: readonly AccessManifest[]): boolean {
  const made = stacks.flatMap((stack) => madeBy(stack, new Endpoints(stack, stacks)));
  return new Set(made).size < made.length;
}

function madeBy(stack: AccessManifest, endpoints: Endpoints): string[] {
  const own = [...stack.engines, ...stack.transitEngines].filter(({ imported }) => !imported);
  return [
    ...own.map(({ path }) => `mount ${path}`),
    ...stack.authMethods.filter(({ imported }) => !imported).map(({ path }) => `auth ${path}`),
    ...stack.connections.map(({ engine, name }) => `connection ${engine}/${name}`),
    ...stack.workloads.map(({ policy }) => `policy ${policy}`),
    ...stack.auditDevices.map(({ path }) => `audit device ${path}`),
    ...stack.databases.flatMap((database) => {
      const server = endpoints.of(database);
      return [database.name, database.owner, database.account].map((name) => `${server}: ${name}`);
    }),
  ];
}
