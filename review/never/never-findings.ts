import { workloadName } from "../../constructs/access/access-facts";
import type { AccessManifest, WorkloadDescription } from "../../constructs/access/access-manifest";
import { databaseName } from "../../constructs/access/postgres-facts";
import { credentialsOf } from "../access/credential";
import { grantsOf } from "../access/grant";
import { grantsInWords } from "../access/grants-in-words";
import { quoted } from "../quoted";
import { type ReviewFinding, reviewFinding } from "../finding";
import { databasesNamed, unknownNames } from "./known-names";
import { type NeverRule, NeverRulesError } from "./never-rule";
import { type Permit, permitOf } from "./permits";
import { readNeverRules } from "./read-never-rules";
import { roleName, subjectsNamed } from "./subject";
import { loginsOf, type Way, waysOf } from "./way";

/** The name of these findings' rule. */
const RULE = "never";

/** Guardrails that keep something else than who may do what. */
export const OTHER_GUARDRAILS: readonly string[] = [
  "audit-device",
  "bounded-secret-id",
  "distinct-user-names",
  "kept-audit",
  "lease-ttl-bounds",
  "no-raw-audit",
  "prevent-destroy",
  "remote-state",
  "role-ttl-within-mount",
  "token-outlives-lease",
  // What is undescribed is told by itself.
  "undescribed",
];

/**
 * Where a description breaks rules that always hold, with the whole path by which somebody would, and what keeps anybody
 * from telling.
 *
 * @param text a rule a line
 * @throws NeverRulesError when a rule is none, or names what isn't described: all of them at once
 */
export function neverFindings(text: string, access: AccessManifest): ReviewFinding[] {
  const { rules, errors } = readNeverRules(text);
  const wrong = [...errors, ...unknownNames(rules, access)];
  if (wrong.length) throw new NeverRulesError(wrong);
  if (!rules.length) return [];
  const ways = waysOf(access);
  return [
    ...rules.flatMap((rule) => ways.flatMap((way) => broken(rule, way, access))),
    ...rules.flatMap((rule) => keptByPublic(rule, access)),
    ...rules.flatMap((rule) => deployed(rule, access)),
    ...untold(access),
  ];
}

function broken(rule: NeverRule, way: Way, access: AccessManifest): ReviewFinding[] {
  if (way.names.some((name) => isExcepted(name, rule, access))) return [];
  const [database] = databasesNamed(rule.object, access);
  if (!database) return [];
  const permits = grantsOf(way, access).flatMap((grant) => permitOf(grant, rule, database, access) ?? []);
  const certain = permits.filter(({ doubt }) => doubt === undefined);
  const told = certain.length ? certain : permits;
  return told.length ? [finding(rule, [...way.steps, inWords(told)], certain.length > 0)] : [];
}

function isExcepted(whole: string, { except }: NeverRule, access: AccessManifest): boolean {
  return except.some((name) => subjectsNamed(name, access).includes(whole));
}

/** The grants, with those together that have the same doubt. */
function inWords(permits: readonly Permit[]): string {
  const doubts = [...new Set(permits.map(({ doubt }) => doubt))];
  return doubts
    .map((doubt) => {
      const grants = permits.filter((each) => each.doubt === doubt).map(({ grant }) => grant);
      return grantsInWords(grants) + (doubt === undefined ? "" : `, ${doubt}`);
    })
    .join("; ");
}

function finding({ text }: NeverRule, steps: readonly string[], isCertain: boolean): ReviewFinding {
  const [subject = ""] = steps;
  const path = steps.map(quoted).join(" → ");
  const sentence = `${isCertain ? "Breaks" : "May break"} the rule ${quoted(text)}: ${path}`;
  return reviewFinding({ rule: RULE, subject, sentence, kind: isCertain ? "forbidden" : "unknown" });
}

/** What PUBLIC had in a database of a DBA's is described nowhere. */
function keptByPublic(rule: NeverRule, access: AccessManifest): ReviewFinding[] {
  if (rule.verb === "own") return [];
  return databasesNamed(rule.object, access).flatMap((database) =>
    (database.keepsAccess ?? [])
      .filter((role) => !isExcepted(roleName(role, database), rule, access))
      .map((role) => finding(rule, [`${role} keeps what PUBLIC had in ${databaseName(database)}`], false)),
  );
}

/** Who deploys the stack writes its policies. */
function deployed(rule: NeverRule, access: AccessManifest): ReviewFinding[] {
  const deploys = ({ operates = [] }: WorkloadDescription) =>
    operates.some(({ stack, work }) => stack === access.stack && work === "deploy");
  return loginsOf(access)
    .filter(
      ({ workload, names }) => deploys(workload) && !names.some((name) => isExcepted(name, rule, access)),
    )
    .map(({ steps }) => finding(rule, [...steps, "deploys the stack, and can let somebody"], false));
}

/** What nobody can tell, whatever the rules are. */
function untold(access: AccessManifest): ReviewFinding[] {
  const known = credentialsOf(access).map(({ path }) => path);
  const { undescribed, acknowledged, workloads } = access;
  return [
    ...undescribed
      .filter(({ harmless }) => !harmless)
      .map(({ path, what, argument }) => ({
        subject: path,
        why:
          argument === undefined
            ? `nothing describes ${what}`
            : `${argument} of ${what} is another one than is described`,
      })),
    ...acknowledged
      .filter(({ rule }) => !OTHER_GUARDRAILS.includes(rule))
      .map(({ rule, path }) => ({ subject: path, why: `an exception from ${rule} is accepted` })),
    ...workloads.flatMap((workload) =>
      workload.reads
        .filter(({ path }) => !known.includes(path))
        .map(({ path }) => ({ subject: workloadName(workload), why: `${path} is described elsewhere` })),
    ),
  ].map(({ subject, why }) =>
    reviewFinding({
      rule: RULE,
      subject,
      sentence: `Whether rules that always hold are kept can't be told of ${quoted(subject)}: ${quoted(why)}`,
      kind: "unknown",
    }),
  );
}
