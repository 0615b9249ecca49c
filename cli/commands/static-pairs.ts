import type { PairState } from "../static-pairs";
import { command } from "../command";

export const staticPairs = command({
  name: "static-pairs",
  summary: "say how far apart the two passwords of each pair of static roles change",
  arguments: {
    target: {
      value: "stack|directory",
      summary: "a stack of the app in cdktf.json, or the directory of a synthesized one",
    },
  },
  options: {
    rotate: {
      summary: "change one of them now, where they change too close together and nobody uses it",
    },
  },
  examples: ["static-pairs production", "static-pairs production --rotate"],
  exits: {
    fine: "each pair changes as far apart as its passwords are used",
    findings: "a pair changes closer together than that",
  },
  run: async ({ target, rotate = false }, host) => {
    const { accessOfTarget } = require("../access-of-target") as typeof import("../access-of-target");
    const { stateOfPair } = require("../static-pairs") as typeof import("../static-pairs");
    const { vaultOfCaller } = require("../vault-of-caller") as typeof import("../vault-of-caller");
    const { time } = require("../../constructs/access/fact") as typeof import("../../constructs/access/fact");
    const vault = vaultOfCaller(host.env);
    const { staticRolePairs } = await accessOfTarget(target, host);
    const states: PairState[] = [];
    for (const pair of staticRolePairs) states.push(await stateOfPair(vault, pair, rotate));
    const text = () => states.map((state) => textOf(state, time)).join("\n") || "There is no pair.";
    return { exit: states.every(({ ok }) => ok) ? "fine" : "findings", output: { data: states, text } };
  },
});

function textOf(state: PairState, time: (seconds: number) => string): string {
  const { pair, rotated, apart, longestUse, ok, forced, due } = state;
  const [blue, green] = Object.keys(rotated);
  // Nobody counts the seconds of an hour.
  const rounded = apart < 3600 ? apart : Math.round(apart / 60) * 60;
  const sentences = [
    `${blue} and ${green} change ${apart ? `${time(rounded)} apart` : "at once"}; a password is used for ${time(longestUse)}.`,
    ...(forced ? [`The password of ${forced} was changed now.`] : []),
    ...(ok && apart < longestUse ? ["Their schedules set them apart when they change next."] : []),
    ...(due ? [`From ${due.from} to ${due.until}, --rotate changes ${due.role}.`] : []),
  ];
  return `${ok ? "✓" : "✗"} ${pair}: ${sentences.join(" ")}`;
}
