import type { AccessManifest } from "../../../constructs/access/access-manifest";
import { added, inOneLine } from "./compared";
import type { BroadeningRule } from "./rule";

export const undescribed: BroadeningRule = {
  id: "undescribed",
  what: "Something is deployed that no construct describes",
  why: "Nobody here can say what it lets whom do.",
  gains: (before, after) =>
    added(unexplained(before), unexplained(after), (each) => each).map((what) => ({
      who: "whoever it lets",
      what,
      on: "what is deployed",
    })),
};

function unexplained({ undescribed }: AccessManifest): string[] {
  const all = undescribed.filter(({ harmless }) => !harmless).map(({ harmless, ...each }) => inOneLine(each));
  // Two that read the same are two.
  return all.map((each, index) => {
    const before = all.slice(0, index).filter((other) => other === each).length;
    return before ? `${each}, once more (${before + 1})` : each;
  });
}
