import type { Consumer } from "./consumer";

/** Alternating pairs of processes, of which the fastest are compared. */
const PAIRS = 40;

/** What requiring the library loads, as Node names it. */
export interface Loaded {
  /** Files of its own. */
  readonly own: readonly string[];
  /** Files of providers. */
  readonly bindings: readonly string[];
  /** Files that aren't there when the bindings that it uses are loaded by themselves. */
  readonly others: readonly string[];
}

/** What requiring the library loads in somebody's project. */
export function loadedBy(consumer: Consumer): Loaded {
  const files = (name: string) => JSON.parse(consumer.run("node", name)) as string[];
  consumer.write("library.cjs", `require("cdktf-vault-database");${FILES}`);
  consumer.write("bindings.cjs", `${bindingsOf(consumer)}${FILES}`);
  const loaded = files("library.cjs");
  const peers = new Set(files("bindings.cjs"));
  const isOwn = (file: string) => file.startsWith("cdktf-vault-database/");
  return {
    own: loaded.filter(isOwn),
    bindings: loaded.filter((file) => file.startsWith("@cdktf/")),
    others: loaded.filter((file) => !isOwn(file) && !peers.has(file)),
  };
}

/** How many times the processor's time of the same bindings requiring the library takes, by the fastest of each. */
export function loadTimeRatio(consumer: Consumer): number {
  consumer.write("library.cjs", `require("cdktf-vault-database");${TIME}`);
  consumer.write("bindings.cjs", `${bindingsOf(consumer)}${TIME}`);
  const time = (file: string) => Number(consumer.run("node", file));
  const times = Array.from({ length: PAIRS }, () => [time("library.cjs"), time("bindings.cjs")] as const);
  // What else runs only makes it slower.
  const fastest = (which: 0 | 1) => Math.min(...times.map((each) => each[which]));
  return fastest(0) / fastest(1);
}

/** Requires whatever the library may, by the same names. */
function bindingsOf(consumer: Consumer): string {
  const text = consumer.read("node_modules/cdktf-vault-database/lib/index.js");
  const names = [...text.matchAll(/require\("(@?(?:cdktf|constructs)[^"]*)"\)/g)].map(([, name]) => name);
  return [...new Set(names)].map((name) => `require("${name}");`).join("\n");
}

const FILES = `
console.log(JSON.stringify(Object.keys(require.cache).map((file) => file.split("node_modules/").pop())));
`;
const TIME = `
const { user, system } = process.cpuUsage();
console.log(user + system);
`;
