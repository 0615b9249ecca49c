import { PlanError, HOW_TO } from "./plan-error";
import type { Action, Plan, PlannedChange, Values } from "./planned-change";
import { whatElse } from "./what-else";

/**
 * What a JSON value says of a plan, by version 1 of Terraform's format, which OpenTofu has, too.
 *
 * @param file what it is of, in a message
 * @throws PlanError when it is something else
 */
export function parsePlan(json: unknown, file: string): Plan {
  if (!isObject(json)) throw new PlanError(`${file} is not a plan: it does not hold a JSON object`);
  const other = whatElse(json);
  if (other) throw new PlanError(`${file} is not a plan: it is ${other}`);
  expectVersion(json.format_version, file);
  if (!isObject(json.planned_values) && json.resource_changes === undefined)
    throw new PlanError(`${file} is not a plan: it has neither planned_values nor resource_changes`);
  return {
    changes: listOf(json.resource_changes, "resource_changes", file).map((each) => change(each, file)),
    drift: listOf(json.resource_drift, "resource_drift", file).map((each) => change(each, file)),
    deferred: listOf(json.deferred_changes, "deferred_changes", file).map((each) =>
      change((each as Values).resource_change, file),
    ),
    outputs: Object.entries(valuesOf(json.output_changes)).map(([name, each]) => ({
      name,
      action: actionOf(valuesOf(each).actions),
    })),
    isErrored: json.errored === true,
    isComplete: json.complete !== false,
    failedChecks: listOf(json.checks, "checks", file).flatMap(failedCheck),
  };
}

function expectVersion(version: unknown, file: string): void {
  if (typeof version === "string" && /^1\.\d+$/.test(version)) return;
  const isKnown = typeof version === "string" && /^[\d.]{1,20}$/.test(version);
  const said = isKnown ? `of format version ${version}` : "of a format version that is not known";
  throw new PlanError(
    `${file} is ${said}; this version of vault-db reads version 1`,
    `Use Terraform 1.1 or newer, or another version of vault-db. ${HOW_TO}`,
  );
}

function change(value: unknown, file: string): PlannedChange {
  const {
    address,
    type,
    mode,
    action_reason: reason,
    previous_address: movedFrom,
    deposed,
    ...rest
  } = valuesOf(value);
  const planned = rest.change;
  if (typeof address !== "string" || typeof type !== "string" || !isObject(planned))
    throw new PlanError(`${file} is not a plan: a resource in it has no address, no type or no change`);
  return {
    address: typeof deposed === "string" ? `${address} (deposed)` : address,
    type: mode === "data" ? `data.${type}` : type,
    action: actionOf(planned.actions),
    reason: textOr(reason),
    forcedBy: forcedBy(planned.replace_paths),
    movedFrom: textOr(movedFrom),
    isImported: isObject(planned.importing),
    before: valuesOf(planned.before),
    after: valuesOf(planned.after),
    unknown: valuesOf(planned.after_unknown),
    sensitive: new Set([...sensitiveIn(planned.before_sensitive), ...sensitiveIn(planned.after_sensitive)]),
    masks: { before: planned.before_sensitive, after: planned.after_sensitive },
  };
}

const ACTIONS: Readonly<Record<string, Action>> = {
  "no-op": "none",
  create: "create",
  update: "update",
  read: "read",
  delete: "destroy",
  forget: "forget",
  "delete create": "replace",
  "create delete": "replace",
  "create forget": "replace",
  // OpenTofu opens what is ephemeral while it plans.
  open: "none",
};

function actionOf(actions: unknown): Action {
  const words = Array.isArray(actions) ? actions.join(" ") : "";
  return Object.hasOwn(ACTIONS, words) ? (ACTIONS[words] as Action) : "unknown";
}

/** `[["triggers", 0]]`: the names of the arguments that it begins with. */
function forcedBy(paths: unknown): string[] {
  const names = Array.isArray(paths) ? paths.map((path: unknown) => String([path].flat()[0])) : [];
  return [...new Set(names)].sort();
}

/** `true` is all of it. */
function sensitiveIn(value: unknown): string[] {
  if (value === true) return ["*"];
  return Object.entries(valuesOf(value)).flatMap(([name, each]) => (hasTrue(each) ? [name] : []));
}

function hasTrue(value: unknown): boolean {
  return (
    value === true || (typeof value === "object" && value !== null && Object.values(value).some(hasTrue))
  );
}

function failedCheck(value: unknown): string[] {
  const { address, status } = valuesOf(value);
  const name = valuesOf(address).to_display;
  return (status === "fail" || status === "error") && typeof name === "string" ? [name] : [];
}

function listOf(value: unknown, name: string, file: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new PlanError(`${file} is not a plan: its ${name} is no list`);
}

function textOr(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function valuesOf(value: unknown): Values {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
