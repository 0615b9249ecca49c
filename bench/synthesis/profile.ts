import { type Profiler, Session } from "node:inspector/promises";
import type { Share } from "../results";

/** Whose a function is, by its file. The first that matches. */
const PARTS: readonly (readonly [part: RegExp, of: string])[] = [
  [/node_modules\/@cdktf\/provider/, "the provider's bindings"],
  [/node_modules\/cdktf\//, "cdktf"],
  [/node_modules\/constructs\//, "constructs"],
  [/node_modules\//, "other packages"],
  [/\/constructs\/guardrails\//, "this library's guardrails"],
  [/\/(constructs|policies)\//, "this library's constructs"],
  [/\/bench\//, "the bench"],
];

/** Where the time of something goes, by whose code it is. What Node does for a function counts as the function's. */
export async function profiled(act: () => unknown): Promise<Share[]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  act();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return sharesOf(profile);
}

function sharesOf({ nodes, samples = [] }: Profiler.Profile): Share[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const partOf = (id: number | undefined): string => {
    const frame = byId.get(id ?? -1)?.callFrame;
    if (!frame) return "Node";
    if (frame.functionName === "(garbage collector)") return "collecting garbage";
    return PARTS.find(([part]) => part.test(frame.url))?.[1] ?? partOf(parents.get(id!));
  };
  const counts = new Map<string, number>();
  for (const sample of samples) counts.set(partOf(sample), (counts.get(partOf(sample)) ?? 0) + 1);
  return [...counts]
    .map(([of, count]) => ({ of, percent: Math.round((count / samples.length) * 1000) / 10 }))
    .filter(({ percent }) => percent >= 0.5)
    .sort((a, b) => b.percent - a.percent);
}
