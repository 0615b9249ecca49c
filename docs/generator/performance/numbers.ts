/** Of which everything is measured. */
export const isMain = ({ postgres }: { readonly postgres: string }): boolean => postgres.startsWith("18");

export const count = (value: number): string => value.toLocaleString("en");

/** In ms, as exactly as it can be read. */
export const ms = (value: number | undefined): string =>
  value === undefined ? "" : value < 10 ? value.toFixed(1) : count(Math.round(value));

export const times = (value: number): string => `${value.toFixed(2)}×`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
