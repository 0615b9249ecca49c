/** As many as are tried one by one, so that a check of one of many takes as long as one of few. */
const FEW = 6;

/**
 * Of a long list in order, what is next to one's own, where a wildcard would reach first, and some from all over it. All
 * of a short one.
 */
export function nearest<Item>(all: readonly Item[], isOwn: (item: Item) => boolean): Item[] {
  if (all.length <= FEW) return [...all];
  const positions = all.flatMap((item, position) => (isOwn(item) ? [position] : []));
  const near = positions.flatMap((position) => [position - 1, position, position + 1]);
  const spread = Array.from({ length: FEW / 2 }, (_, part) => Math.floor((part * all.length * 2) / FEW));
  const chosen = new Set([...near, ...spread]);
  return all.filter((_, position) => chosen.has(position));
}
