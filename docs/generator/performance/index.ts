import type { Results } from "../../../bench/results";
import { performancePage } from "./page";
import { performancePlots } from "./plots";

/** The page of what things cost, and its plots, by their names in `docs/`. */
export function renderPerformance(results: Results): [name: string, text: string][] {
  return [["performance.md", performancePage(results)], ...performancePlots(results)];
}
