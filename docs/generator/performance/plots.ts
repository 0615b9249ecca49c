import { type EChartsOption, init, type SeriesOption } from "echarts";
import type { LeasePoint, Results } from "../../../bench/results";
import { count, isMain } from "./numbers";

const WIDTH = 900;
const HEIGHT = 360;

/** Pictures of the results, by their names in `docs/`. */
export function performancePlots(results: Results): [name: string, svg: string][] {
  const plots: Readonly<Record<string, EChartsOption>> = {
    tables: besideEachOther(results.tables.filter(isMain), "tables"),
    live: besideEachOther(results.live.filter(isMain), "live leases"),
    clients: clientsPlot(results),
    synthesis: synthesisPlot(results),
  };
  return Object.entries(plots).map(([name, plot]) => [`performance/${name}.svg`, picture(name, plot)]);
}

function picture(name: string, option: EChartsOption): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
  // It stands on a page that may be dark.
  chart.setOption({
    animation: false,
    backgroundColor: "#fff",
    legend: { top: 8, itemGap: 45 },
    textStyle: { fontFamily: "sans-serif" },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // Its numbers count the charts of a process.
  return `${svg.replace(/zr\d+-/g, `${name}-`)}\n`;
}

/** Two panels: what is on their axes, and where they stand. */
function panels(
  [name, values]: readonly [string, readonly number[]],
  y: readonly [left: string, right: string],
  left: "log" | "value" = "log",
) {
  const at = [0, 1];
  return {
    grid: [
      { left: 60, width: 350, top: 70, bottom: 60 },
      { left: 520, width: 350, top: 70, bottom: 60 },
    ],
    xAxis: at.map((gridIndex) => ({
      gridIndex,
      type: "category" as const,
      data: values.map(count),
      name,
      nameLocation: "middle" as const,
      nameGap: 28,
    })),
    yAxis: at.map((gridIndex) => ({
      gridIndex,
      type: gridIndex === 0 ? left : ("log" as const),
      name: y[gridIndex],
      nameTextStyle: { align: "left" as const },
    })),
  };
}

const line = (
  name: string,
  panel: number,
  data: readonly (number | null)[],
  dashed = false,
): SeriesOption => ({
  type: "line",
  name,
  xAxisIndex: panel,
  yAxisIndex: panel,
  data: [...data],
  lineStyle: { type: dashed ? "dashed" : "solid" },
});

/** How long issuing and revoking take, by each way, and what no way does without. */
function besideEachOther(points: readonly LeasePoint[], of: string): EChartsOption {
  const sizes = [...new Set(points.map(({ at }) => at))].sort((a, b) => a - b);
  const ways = [...new Set(points.map(({ way }) => way))];
  const panel = (act: "issue" | "revoke", index: number): SeriesOption[] => {
    const values = (way: string, value: (point: LeasePoint) => number) =>
      sizes.map((size) => {
        const point = points.find((each) => each.way === way && each.at === size);
        return point ? value(point) : null;
      });
    return [
      ...ways.map((way) =>
        line(
          way,
          index,
          values(way, ({ http }) => http[act].p50),
        ),
      ),
      line(
        "bare statement, without Vault",
        index,
        values("functions", ({ bare }) => bare[act]),
        true,
      ),
    ];
  };
  return {
    ...panels([of, sizes], ["issue: median, ms", "revoke: median, ms"]),
    series: [...panel("issue", 0), ...panel("revoke", 1)],
  };
}

function clientsPlot({ clients: points }: Results): EChartsOption {
  const sizes = [...new Set(points.map(({ clients }) => clients))];
  const ways = [...new Set(points.map(({ way }) => way))];
  const functions = points.filter(({ way }) => way === "functions");
  const percentile = (name: "p50" | "p95" | "p99") =>
    line(
      name,
      1,
      functions.map(({ issue }) => issue[name]),
      name !== "p50",
    );
  return {
    ...panels(
      ["clients at once", sizes],
      ["issued in a second", "issue by functions, one database: ms"],
      "value",
    ),
    series: [
      ...ways.map((each) =>
        line(
          each,
          0,
          points.filter(({ way }) => way === each).map(({ issue }) => issue.perSecond),
        ),
      ),
      percentile("p50"),
      percentile("p95"),
      percentile("p99"),
    ],
  };
}

function synthesisPlot({ synthesis: points }: Results): EChartsOption {
  const ways = ["bare bindings", "without guardrails", "with guardrails"] as const;
  return {
    grid: { left: 60, right: 30, top: 70, bottom: 60 },
    xAxis: {
      type: "category",
      data: points.map(({ databases }) => count(databases)),
      name: "databases",
      nameLocation: "middle",
      nameGap: 28,
    },
    yAxis: {
      type: "value",
      name: "synthesis: times what bare bindings take",
      nameTextStyle: { align: "left" },
    },
    series: ways.map((name) => ({
      type: "bar",
      name,
      data: points.map(({ ms }) => ({
        value: ms[name] / ms["bare bindings"],
        label: { show: true, position: "top", formatter: `${(ms[name] / 1000).toFixed(1)} s` },
      })),
    })),
  };
}
