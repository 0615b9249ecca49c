import type { Timing } from "./results";

/** How many ms it takes to act, each time. */
export async function timesOf(times: number, act: (index: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < times; index++) {
    const start = performance.now();
    await act(index);
    taken.push(performance.now() - start);
  }
  return taken;
}

export function timingOf(taken: readonly number[]): Timing {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export function medianOf(taken: readonly number[]): number {
  return timingOf(taken).p50;
}

export function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
