import type { CheckResult } from "../contract/check";
import { missingDependencies } from "./apply/missing-dependencies";
import { undescribedSettings } from "./stack/described-settings";
import type { SynthesizedStack } from "./stack/synthesized-stack";

/** What a stack itself shows to be wrong, and its servers wouldn't. */
export function stackFindings(stack: SynthesizedStack): CheckResult[] {
  const settings = undescribedSettings(stack).map(({ about, detail }) =>
    finding("settings-as-described", "has the settings that a rehearsal replaces", about, detail),
  );
  const dependencies = missingDependencies(stack).map(({ resource, detail }) => {
    const about = { kind: "construct", name: resource.path ?? resource.address } as const;
    return finding("waits-for-what-it-needs", "waits for what it needs", about, detail);
  });
  return [...settings, ...dependencies];
}

/** A check that failed without a server. */
export function finding(id: string, says: string, about: CheckResult["about"], detail: string): CheckResult {
  return { id, kind: "also", says, about, ok: false, outcome: "failed", detail, ms: 0 };
}
