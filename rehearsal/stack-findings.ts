import { RenderedStack } from "../constructs/guardrails/rendered/rendered-stack";
import { ruleFindings } from "../constructs/guardrails/rule-findings";
import type { CheckResult } from "../contract/check";
import { missingDependencies } from "./apply/missing-dependencies";
import { undescribedDeclarations } from "./surroundings/audit-declaration";
import { undescribedScripts } from "./surroundings/dba-scripts";
import { undescribedAgents, undescribedManifests } from "./surroundings/workload-files";
import { undescribedSettings } from "./stack/described-settings";
import { undescribedStatements } from "./stack/described-statements";
import type { NotChecked } from "./stack/mixed/foreign";
import { ROOT_NAMESPACE } from "./stack/mixed/namespaces";
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
  const scripts = undescribedScripts(stack).map(({ about, detail }) =>
    finding("dba-script-as-described", "the DBA's script as described", about, detail),
  );
  const agents = undescribedAgents(stack).map(({ about, detail }) =>
    finding("agent-as-described", "the agent's configuration as described", about, detail),
  );
  const declarations = undescribedDeclarations(stack).map(({ about, detail }) =>
    finding("audit-declaration-as-described", "the audit devices' declaration as described", about, detail),
  );
  const manifests = undescribedManifests(stack).map(({ about, detail }) =>
    finding("manifests-as-described", "what its cluster is told as described", about, detail),
  );
  const statements = undescribedStatements(stack).map(({ about, detail }) =>
    finding("statements-as-described", "has the statements that are described", about, detail),
  );
  return [
    ...settings,
    ...statements,
    ...scripts,
    ...agents,
    ...declarations,
    ...manifests,
    ...dependencies,
    ...undescribedFindings(stack),
    ...namespaceFindings(stack),
    ...guardrailFindings(stack),
  ];
}

/** What nobody described, and nobody accepted, or reaches what is described. */
function undescribedFindings({ byHand }: SynthesizedStack): CheckResult[] {
  return (byHand?.findings ?? []).map(({ path, detail }) => {
    const about = { kind: "construct", name: path } as const;
    return finding("undescribed-is-accepted", "what is undescribed is accepted", about, detail);
  });
}

/** Vault enables audit devices in its root namespace alone. */
function namespaceFindings({ set = [], resources }: SynthesizedStack): CheckResult[] {
  const namespace = set.find(({ address, to }) => address === "provider.vault" && to === ROOT_NAMESPACE);
  if (!namespace) return [];
  return resources
    .filter(({ type }) => type === "vault_audit")
    .map(({ path, address }) => {
      const about = { kind: "construct", name: path ?? address } as const;
      const detail = `Vault enables audit devices in its root namespace alone, and this one would be in ${namespace.from}`;
      return finding("fits-its-namespace", "fits its namespace", about, detail);
    });
}

/** What the guardrails that a stack names find in what is rehearsed, which may have been edited since it was synthesized. */
function guardrailFindings({ access, config, resources }: SynthesizedStack): CheckResult[] {
  const { guardrails, acknowledged } = access;
  if (!guardrails) return [];
  const rendered = new RenderedStack(guardrails.path, config, access, resources);
  return ruleFindings(rendered, guardrails, acknowledged).map(({ rule, path, message }) => {
    const about = { kind: "construct", name: path } as const;
    return finding("keeps-guardrails", "keeps its guardrails", about, `${rule}: ${message}`);
  });
}

/** Guardrails that are code of the stack's own app, which a rehearsal doesn't run. */
export function ownRulesNotChecked({ access }: SynthesizedStack): NotChecked[] {
  return (access.guardrails?.ownRules ?? []).map(({ id, what }) => ({
    what: `guardrail ${id}: ${what}`,
    because: "it is a rule of the app's own, which is checked where the app is synthesized",
  }));
}

/** A check that failed without a server. */
export function finding(id: string, says: string, about: CheckResult["about"], detail: string): CheckResult {
  return { id, kind: "also", says, about, ok: false, outcome: "failed", detail, ms: 0 };
}
