import type { AccessManifest } from "../../../constructs/access/access-manifest";
import { added, inOneLine } from "./compared";
import type { BroadeningRule } from "./rule";

export const undescribed: BroadeningRule = {
  id: "undescribed",
  what: "Something is deployed that no construct describes, or is another one than before",
  why: "Nobody here can say what it lets whom do.",
  gains: (before, after) => [
    ...added(unexplained(before), unexplained(after), (each) => each).map((what) => ({
      who: "whoever it lets",
      what,
      on: "what is deployed",
    })),
    // Where there is no stack any more, there is nothing to keep anybody out of.
    ...added(limits(after), after.stack ? limits(before) : [], (each) => each).map((limit) => ({
      who: "whoever it kept out",
      what: "something else than was set by hand, or nothing",
      was: limit,
      on: "what is deployed",
    })),
  ],
};

/** What lets nobody do less when it is gone. */
const SAYS_NOTHING = ["description", "depends_on", "lifecycle.prevent_destroy"];

/** By which somebody may do less than is described. */
function limits({ undescribed: all }: AccessManifest): string[] {
  return all
    .filter(
      ({ harmless, argument }) => harmless && argument !== undefined && !SAYS_NOTHING.includes(argument),
    )
    .map(({ harmless, written, ...each }) => inOneLine(each));
}

function unexplained({ undescribed }: AccessManifest): string[] {
  const all = undescribed.filter(({ harmless }) => !harmless).map(({ harmless, ...each }) => inOneLine(each));
  // Two that read the same are two.
  return all.map((each, index) => {
    const before = all.slice(0, index).filter((other) => other === each).length;
    return before ? `${each}, once more (${before + 1})` : each;
  });
}
