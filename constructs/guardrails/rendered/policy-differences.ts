import type { Credential } from "../../../policies/credential-rules";
import { workloadPolicy } from "../../../policies/workload-policy";
import { texts } from "./literal";
import { entries } from "./resources";

interface Rule {
  readonly capabilities?: readonly string[];
  readonly allowed_parameters?: Readonly<Record<string, readonly string[]>>;
}

/** What a workload's policy allows besides what `grantRead` writes for the credentials that it was granted, in words. */
export function policyDifferences(
  rules: Readonly<Record<string, unknown>>,
  reads: readonly Credential[],
): string[] {
  const own = JSON.parse(workloadPolicy(reads).toJson()).path as Record<string, Rule>;
  return Object.entries(rules)
    .filter(([path, rule]) => inOneOrder(rule) !== inOneOrder(own[path]))
    .map(([path, rule]) => difference(path, (rule ?? {}) as Rule, own[path]));
}

function difference(path: string, rule: Rule, own: Rule | undefined): string {
  const { capabilities, allowed_parameters: allowed, ...others } = rule;
  const leases = texts(allowed?.lease_id);
  const foreign = leases.filter((lease) => !own?.allowed_parameters?.lease_id?.includes(lease));
  const isOfLeases = /^\/*sys\/(leases\/)?(renew|revoke)\/*$/.test(path);
  if (isOfLeases && (!leases.length || leases.includes("*"))) return `"${path}" is open to every lease`;
  if (isOfLeases && foreign.length)
    return `"${path}" takes leases that are not its own: ${foreign.join(", ")}`;
  if (/[*+]/.test(path)) return `"${path}" is a wildcard`;
  if (texts(capabilities).includes("sudo")) return `it has sudo on "${path}"`;
  if (!own) return `"${path}" belongs neither to its credentials nor to its token`;
  if (Object.keys(others).length)
    return `"${path}" has ${Object.keys(others).join(", ")}, which grantRead doesn't write`;
  return inOneOrder(capabilities) === inOneOrder(own.capabilities)
    ? `"${path}" allows other parameters than grantRead writes: ${Object.keys(allowed ?? {}).join(", ")}`
    : `"${path}" allows ${texts(capabilities).join(", ")}, and should allow ${texts(own.capabilities).join(", ")}`;
}

/** The same text for what differs only in its order. */
function inOneOrder(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const isList = Array.isArray(value);
  const parts = entries(value).map(([name, inner]) => `${isList ? "" : name}:${inOneOrder(inner)}`);
  return `${isList ? "list" : "object"}(${parts.sort().join()})`;
}
