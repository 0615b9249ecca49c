import type { Credential } from "../../../policies/credential-rules";
import { policyLines, type ReadRule, readPolicy } from "../../../policies/read-policy";
import { workloadPolicy } from "../../../policies/workload-policy";
import { texts } from "./literal";

/** What a workload's policy allows besides what `grantRead` writes for the credentials that it was granted, in words. */
export function policyDifferences(policy: string, reads: readonly Credential[]): string[] {
  const expected = workloadPolicy(reads).toJson();
  const own = new Map(readPolicy(expected).map((rule) => [rule.path, rule]));
  const lines = policyLines(expected);
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
  if (Object.keys(others).length)
    return `"${path}" has ${Object.keys(others).join(", ")}, which grantRead doesn't write`;
  return String(capabilities) === String(own.capabilities)
    ? `"${path}" allows other parameters than grantRead writes: ${Object.keys(allowed ?? {}).join(", ")}`
    : `"${path}" allows ${capabilities.join(", ")}, and should allow ${own.capabilities.join(", ")}`;
}

/** The leases that `allowed_parameters` name. */
function leasesOf(allowed: unknown): readonly string[] {
  return texts((allowed as { lease_id?: unknown } | undefined)?.lease_id);
}
