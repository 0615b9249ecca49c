/** What stands in a list more than once, each once. */
export function repeatedIn<Entry>(list: readonly Entry[]): Entry[] {
  return [...new Set(list.filter((entry, index) => list.indexOf(entry) !== index))];
}
