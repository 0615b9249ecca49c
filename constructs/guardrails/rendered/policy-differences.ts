import type { PolicyDocument } from "../../../policies/policy-document";
import { policyLines, type ReadRule, readPolicy } from "../../../policies/read-policy";
import { texts } from "./literal";

/** What a workload's policy allows besides what is written for all that it was granted, in words. */
export function policyDifferences(policy: string, expected: PolicyDocument): string[] {
  const text = expected.toJson();
  if (policy === text) return [];
  const own = new Map(readPolicy(text).map((rule) => [rule.path, rule]));
  const lines = policyLines(text);
  const [given, rules] = [policyLines(policy), readPolicy(policy)];
  return rules
    .filter((_, index) => !lines.includes(given[index] ?? ""))
    .map((rule) => difference(rule, own.get(rule.path)));
}

/** Whether a policy allows nothing that another one doesn't. */
export function isNarrowerPolicy(policy: unknown, other: unknown): boolean {
  try {
    const lines = policyLines(String(other));
    return policyLines(String(policy)).every((line) => lines.includes(line));
  } catch {
    return false;
  }
}

function difference({ path, capabilities, settings }: ReadRule, own: ReadRule | undefined): string {
  const { allowed_parameters: allowed, ...others } = settings;
  const leases = leasesOf(allowed);
  const foreign = leases.filter((lease) => !leasesOf(own?.settings.allowed_parameters).includes(lease));
  const isOfLeases = /^\/*sys\/(leases\/)?(renew|revoke)\/*$/.test(path);
  if (isOfLeases && (!leases.length || leases.includes("*"))) return `"${path}" is open to every lease`;
  if (isOfLeases && foreign.length)
    return `"${path}" takes leases that are not its own: ${foreign.join(", ")}`;
  if (/[*+]/.test(path)) return `"${path}" is a wildcard`;
  if (capabilities.includes("sudo")) return `it has sudo on "${path}"`;
  if (!own) return `"${path}" belongs neither to its credentials nor to its token`;
  const foreignSettings = Object.keys(others).filter((name) => !(name in own.settings));
  if (foreignSettings.length)
    return `"${path}" has ${foreignSettings.join(", ")}, which grantRead doesn't write`;
  const { allowed_parameters: _, ...ownOthers } = own.settings;
  const changed = Object.keys(ownOthers).filter((name) => isOther(others[name], ownOthers[name]));
  if (changed.length) return `"${path}" lacks ${changed.join(", ")} as it was granted`;
  return String(capabilities) === String(own.capabilities)
    ? `"${path}" allows other parameters than grantRead writes: ${Object.keys(allowed ?? {}).join(", ")}`
    : `"${path}" allows ${capabilities.join(", ")}, and should allow ${own.capabilities.join(", ")}`;
}

/** The leases that `allowed_parameters` name. */
function leasesOf(allowed: unknown): readonly string[] {
  return texts((allowed as { lease_id?: unknown } | undefined)?.lease_id);
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
