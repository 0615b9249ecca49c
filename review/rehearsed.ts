import type { ChangeReport } from "../rehearsal/change/change-report";
import type { RehearsalReport } from "../rehearsal/report";
import type { UnnamedFinding } from "./finding";
import { listed, quoted } from "./quoted";

type CheckResult = RehearsalReport["checks"][number];

/** What a rehearsal of the change reported. */
export interface Rehearsed {
  readonly passed: number;
  /** The checks that failed. */
  readonly failed: readonly CheckResult[];
  /** How many could not be tried. */
  readonly notChecked: number;
  /** What became of whatever was in use. @default - the stack was rehearsed by itself, or nothing differed */
  readonly change?: ChangeReport;
}

/** What a report says, as `rehearse --json` prints it. @returns undefined where it is no report */
export function rehearsedIn(json: unknown): Rehearsed | undefined {
  if (!isObject(json)) return undefined;
  if (isObject(json.unchanged)) return { passed: 0, failed: [], notChecked: 0 };
  const { schemaVersion, checks, passed, notChecked, change } = json as Partial<RehearsalReport>;
  const isReport = schemaVersion === 3 && isListOf(checks, isCheck) && Array.isArray(notChecked);
  if (!isReport || typeof passed !== "number" || !(change === undefined || isChange(change)))
    return undefined;
  const failed = checks.filter(({ outcome }) => outcome === "failed");
  return { passed, failed, notChecked: notChecked.length, change };
}

/** What is to be decided by a rehearsal. */
export function rehearsedFindings({ passed, failed, change }: Rehearsed): UnnamedFinding[] {
  const findings: UnnamedFinding[] = [];
  if (failed.length)
    findings.push({
      rule: "rehearsal-failed",
      kind: "fails",
      subject: "the rehearsal",
      sentence: `Fails in a rehearsal: ${failed.length} of ${failed.length + passed} checks`,
    });
  if (change?.outcome === "refused")
    findings.push(
      ...change.refused.map(({ address, message }) => ({
        rule: "apply-refused",
        kind: "fails" as const,
        subject: address,
        sentence: `Is refused in a rehearsal at ${quoted(address)}: ${quoted(message)}`,
      })),
    );
  if (change?.outcome === "applied after draining") findings.push(drained(change));
  return findings;
}

function drained({ refused }: ChangeReport): UnnamedFinding {
  const inTheWay = [...new Set(refused.flatMap((each) => each.inTheWay))].sort();
  const whose = inTheWay.length ? listed(inTheWay) : "roles that go";
  return {
    rule: "apply-after-draining",
    kind: "ends-sessions",
    subject: "the rehearsal",
    sentence: `Went through in a rehearsal only after what was leased of ${whose} had been revoked`,
    remedy: "drain",
  };
}

function isChange(value: unknown): value is ChangeReport {
  if (!isObject(value)) return false;
  const isRefusal = (each: unknown) =>
    isObject(each) && hasTexts(each, "address", "message") && isListOf(each.inTheWay, isText);
  const isCredential = (each: unknown) =>
    isObject(each) && hasTexts(each, "path", "effect") && isObject(each.sessions) && isObject(each.queries);
  const isWorkload = (each: unknown) => isObject(each) && hasTexts(each, "workload", "effect");
  const isResource = (each: unknown) => isObject(each) && hasTexts(each, "address", "action");
  return (
    hasTexts(value, "from", "outcome") &&
    isListOf(value.changes, isResource) &&
    isListOf(value.refused, isRefusal) &&
    isListOf(value.credentials, isCredential) &&
    isListOf(value.workloads, isWorkload)
  );
}

function isCheck(value: unknown): value is CheckResult {
  return isObject(value) && hasTexts(value, "id", "outcome", "detail") && isObject(value.about);
}

function isListOf<Each>(value: unknown, is: (each: unknown) => each is Each): value is Each[];
function isListOf(value: unknown, is: (each: unknown) => boolean): boolean;
function isListOf(value: unknown, is: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

function hasTexts(value: Record<string, unknown>, ...names: readonly string[]): boolean {
  return names.every((name) => isText(value[name]));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
