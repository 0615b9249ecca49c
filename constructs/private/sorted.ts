/** In one order, each once. */
export function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
