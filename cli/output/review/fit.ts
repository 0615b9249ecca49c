/** Lines of which those in the middle can be left out. */
export interface Block {
  /** What stays before them. */
  readonly head: readonly string[];
  readonly lines: readonly string[];
  /** What stays behind them. */
  readonly foot: readonly string[];
  /** What stands in place of those that are left out. */
  leftOut(count: number): string;
}

/** Blocks as one text of so many characters at most: the longest ones lose what is in their middle. */
export function fit(blocks: readonly Block[], limit: number): string {
  const whole = textOf(blocks);
  if (whole.length <= limit) return whole;
  let [low, high] = [0, whole.length];
  while (high - low > 1) {
    const share = Math.floor((low + high) / 2);
    if (textOf(blocks.map((block) => cut(block, share))).length <= limit) low = share;
    else high = share;
  }
  return textOf(blocks.map((block) => cut(block, low)));
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ head, lines, foot }) => [...head, ...lines, ...foot].join("\n")).join("\n\n");
}

/** A block whose lines have so many characters at most. */
function cut(block: Block, share: number): Block {
  const { lines } = block;
  if (lengthOf(lines) <= share) return block;
  let [first, last] = [0, lines.length];
  for (let left = share; first < last;) {
    const isFirst = first <= lines.length - last;
    const line = (isFirst ? lines[first] : lines[last - 1]) as string;
    left -= line.length + 1;
    if (left < 0) break;
    if (isFirst) first++;
    else last--;
  }
  const between = block.leftOut(last - first);
  return { ...block, lines: [...lines.slice(0, first), between, ...lines.slice(last)] };
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, { length }) => sum + length + 1, 0);
}
