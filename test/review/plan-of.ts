import { UNKNOWN } from "../../constructs/guardrails/rendered/expressions";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { changedArguments } from "../../rehearsal/apply/changed-arguments";
import type { Arguments, Handler } from "../../rehearsal/apply/handler";
import { HANDLERS } from "../../rehearsal/apply/handlers";
import { readArguments } from "../../rehearsal/apply/kinds";
import {
  type AppliedResource,
  type PlannedChange,
  plannedChanges,
} from "../../rehearsal/apply/planned-changes";
import { PlannedArguments } from "../../rehearsal/stack/planned-arguments";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";

/** A resource in a plan, as `terraform show -json` writes it. */
export interface PlannedResource {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly provider_name: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: object | null;
    readonly after: object | null;
    readonly after_unknown: object;
    readonly before_sensitive: unknown;
    readonly after_sensitive: unknown;
    readonly replace_paths?: readonly (readonly string[])[];
    readonly importing?: { readonly id: string };
  };
}

/** A plan, as `terraform show -json` writes it, as far as a review reads it. */
export interface PlanJson {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly planned_values: object;
  readonly resource_changes: readonly PlannedResource[];
  readonly resource_drift?: readonly PlannedResource[];
  readonly deferred_changes?: readonly object[];
  readonly output_changes?: object;
  readonly checks?: readonly object[];
  readonly applyable: boolean;
  readonly complete: boolean;
  readonly errored: boolean;
}

/** The plan from one synthesized stack to another one: test/terraform/review.test.ts holds it against real Terraform's. */
export function planOf(before: SynthesizedStack | undefined, after: SynthesizedStack | undefined): PlanJson {
  const was = before
    ? before.resources.filter(isKept).map((resource) => applied(resource, argumentsIn(before)))
    : [];
  const will = after ? argumentsIn(after) : () => ({});
  const planned = plannedChanges(after?.resources ?? [], was, will);
  const changes = planned.filter(({ action }) => action !== "open").map((change) => inPlan(change, will));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: changes.sort((one, other) => (one.address < other.address ? -1 : 1)),
    applyable: true,
    complete: true,
    errored: false,
  };
}

/** Terraform keeps nothing of what is ephemeral. */
function isKept({ type }: Resource): boolean {
  return !type.startsWith("ephemeral.");
}

function applied(resource: Resource, argumentsOf: (resource: Resource) => Arguments): AppliedResource {
  return { resource, args: argumentsOf(resource), exported: {}, dependencies: new Set() };
}

function argumentsIn(stack: SynthesizedStack): (resource: Resource) => Arguments {
  const planned = new PlannedArguments(stack);
  return (resource) => {
    if (!isKept(resource)) return {};
    const { "//": _, depends_on, lifecycle, provider, ...own } = planned.of(resource);
    return readArguments(own, (HANDLERS[resource.type] as Handler).arguments, () => undefined);
  };
}

function inPlan(
  { address, action, resource, before }: PlannedChange,
  argumentsOf: (resource: Resource) => Arguments,
): PlannedResource {
  const { type } = (resource ?? before?.resource) as Resource;
  const args = resource ? argumentsOf(resource) : {};
  const { replacedBy } = HANDLERS[type] as Handler;
  const forcing = before
    ? changedArguments(before.args, args).filter((name) => replacedBy.includes(name))
    : [];
  return {
    address,
    mode: "managed",
    type,
    name: address.slice(type.length + 1),
    provider_name: `registry.terraform.io/${type.startsWith("vault_") ? "hashicorp/vault" : "cyrilgdn/postgresql"}`,
    ...(REASONS[action] ? { action_reason: REASONS[action] } : {}),
    change: {
      actions: ACTIONS[action] ?? [],
      before: before ? known(before.args) : null,
      after: resource ? known(args) : null,
      after_unknown: resource ? unknown(args) : {},
      before_sensitive: before ? {} : false,
      after_sensitive: resource ? {} : false,
      ...(action === "replace" ? { replace_paths: forcing.map((name) => [name]) } : {}),
    },
  };
}

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  none: ["no-op"],
  create: ["create"],
  update: ["update"],
  replace: ["delete", "create"],
  destroy: ["delete"],
};

const REASONS: Readonly<Record<string, string>> = {
  replace: "replace_because_cannot_update",
  destroy: "delete_because_no_resource_config",
};

/** Write-only values are in no plan. */
function known(args: Arguments): object {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      value === UNKNOWN || name.endsWith("_wo") ? null : value,
    ]),
  );
}

function unknown(args: Arguments): object {
  return Object.fromEntries(
    Object.entries(args)
      .filter(([, value]) => value === UNKNOWN)
      .map(([name]) => [name, true]),
  );
}
