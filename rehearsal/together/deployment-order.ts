import type { AccessManifest } from "../../constructs";

/** Mounts, by the list that they are in. */
const MOUNTS = ["engines", "transitEngines", "authMethods"] as const;

/** Stacks in an order in which each has what it takes for granted, where there is one: as they are named, otherwise. */
export function inDeploymentOrder<Stack extends { readonly access: AccessManifest }>(
  stacks: readonly Stack[],
): Stack[] {
  const waiting = [...stacks];
  const ordered: Stack[] = [];
  while (waiting.length) {
    const isReady = (stack: Stack) =>
      waiting.every((other) => other === stack || !takesFrom(stack.access, other.access));
    const next = waiting.find(isReady) ?? waiting[0]!;
    waiting.splice(waiting.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

/** Whether a stack takes for granted what another one makes: a mount, or a role whose credentials it reads. */
export function takesFrom(stack: AccessManifest, other: AccessManifest): boolean {
  const takesMount = MOUNTS.some((list) =>
    stack[list].some(
      (mount) => mount.imported && other[list].some(({ imported, path }) => !imported && path === mount.path),
    ),
  );
  return takesMount || readsFrom(stack, other);
}

function readsFrom({ workloads, engines }: AccessManifest, other: AccessManifest): boolean {
  const isOwn = (path: string) => engines.some((engine) => path.startsWith(`${engine.path}/`));
  const elsewhere = workloads.flatMap(({ reads }) => reads).filter(({ path }) => !isOwn(path));
  return elsewhere.some(({ path }) => other.engines.some((engine) => path.startsWith(`${engine.path}/`)));
}
