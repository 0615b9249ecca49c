import { added } from "./compared";
import type { BroadeningRule } from "./rule";

export const operatorPolicy: BroadeningRule = {
  id: "operator-policy",
  what: "Somebody who works on the stack has another policy",
  why: "It is written by hand, and whoever is given it may do in Vault what it says.",
  gains: (before, after) =>
    added(before.files, after.files, (file) => file)
      .filter((file) => file.endsWith(".policy.json"))
      .map((file) => ({ who: "whoever is given it", what: `policy ${file}`, on: "Vault" })),
};
