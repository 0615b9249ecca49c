import type { Construct, IConstruct } from "constructs";
import type { AcknowledgementDescription, GuardrailsDescription } from "../access/guardrails-description";
import { Duration } from "../duration";
import type { Finding } from "../finding";
import { describe } from "../private/describe";
import { withoutResource } from "../private/construct-path";
import { StackDescription } from "../private/stack-description";
import { renderedConfig } from "../private/rendered-config";
import { undescribedOf } from "../private/undescribed";
import { addProblems, type Problem } from "../private/validation";
import { RenderedStack } from "./rendered/rendered-stack";
import { RULES } from "./registry";
import type { OwnRule } from "./own-rule";
import { ownRuleProblems } from "./own-rule-problems";
import type { GuardrailProfile } from "./rule";
import { isReason } from "./reason";
import { secretShapes } from "./rendered/secret-shapes";
import { isRule, ruleFindings } from "./rule-findings";

/**
 * Rules that every stack has to keep, checked when it is synthesized. What they find stops it, unless it is
 * acknowledged with a written reason, which then is in `access.json`.
 *
 * @example
 * Guardrails.attach(stack, Guardrails.production());
 */
export class Guardrails {
  /** For one's own machine: one audit device, TLS and state as they come. */
  static development(profile: Partial<GuardrailProfile> = {}): Guardrails {
    return new Guardrails({ ...DEVELOPMENT, ...profile });
  }

  /** For what customers use: two kinds of audit device, verified TLS, shared state, nothing destroyed by accident. */
  static production(profile: Partial<GuardrailProfile> = {}): Guardrails {
    return new Guardrails({ ...PRODUCTION, ...profile });
  }

  /** Checks a stack when it is synthesized. Attached again, the last ones count. */
  static attach(scope: Construct, guardrails: Guardrails): void {
    const description = StackDescription.of(scope);
    const settings = guardrails.#settings(description);
    const ownRules = guardrails.#ownRules;
    description.guardrails = { settings, findings: () => findings(description, settings, ownRules) };
  }

  /**
   * Accepts what one rule finds, the library's or one's own, in one construct and below. What it finds in a provider or a variable is accepted at
   * the stack.
   *
   * @param reason why, in a sentence: at least 10 letters in two words or more, besides the rule's name. Everybody who
   * reads `access.json` reads it, so it may hold no secret.
   * @param argument the one argument that it is accepted for: `postgresql.max_open_connections`
   */
  static acknowledge(construct: IConstruct, rule: string, reason: string, argument?: string): void {
    const at = withoutResource(construct.node.path);
    const acknowledgement = { rule, path: argument ? `${at} (${argument})` : at, reason };
    describe(construct, "acknowledged", () => acknowledgement);
    // Also where no guardrails are attached, which would find nothing.
    addProblems(construct, () => acknowledgementProblems(acknowledgement, ownRulesAt(construct)));
  }

  // Not TypeScript's `private`, which ends with compiling: nobody makes a profile laxer afterwards.
  readonly #profile: GuardrailProfile;
  readonly #ownRules: readonly OwnRule[];

  private constructor(profile: GuardrailProfile, ownRules: readonly OwnRule[] = []) {
    this.#profile = profile;
    this.#ownRules = ownRules;
  }

  /**
   * The same, with rules of one's own besides. They are checked at synthesis; a rehearsal by the command has not their code,
   * and names them as not checked.
   */
  with(...rules: readonly OwnRule[]): Guardrails {
    return new Guardrails(this.#profile, [...this.#ownRules, ...rules]);
  }

  #settings({ stack }: StackDescription): GuardrailsDescription {
    const { minTtl, maxTtl, ...others } = this.#profile;
    const settings = { minTtl: minTtl.toSeconds(), maxTtl: maxTtl.toSeconds(), ...others };
    const ownRules = this.#ownRules.map(({ id, what }) => ({ id, what }));
    return { path: stack.node.path, ...settings, ...(ownRules.length ? { ownRules } : {}) };
  }
}

const DEVELOPMENT: GuardrailProfile = {
  minTtl: Duration.minutes(15),
  maxTtl: Duration.hours(24),
  auditDevices: 1,
  verifiedTls: false,
  remoteState: false,
  preventDestroy: false,
};

const PRODUCTION: GuardrailProfile = {
  ...DEVELOPMENT,
  auditDevices: 2,
  verifiedTls: true,
  remoteState: true,
  preventDestroy: true,
};

function findings(
  description: StackDescription,
  settings: GuardrailsDescription,
  ownRules: readonly OwnRule[],
): Finding[] {
  const { stack, entries } = description;
  // A rule of one's own can't change what is written.
  const config = ownRules.length ? structuredClone(renderedConfig(description)) : renderedConfig(description);
  const rendered = new RenderedStack(stack.node.path, config, {
    workloads: (entries.workloads ?? []).map((entry) => entry()),
    staticRoles: (entries.staticRoles ?? []).map((entry) => entry()),
    databases: (entries.databases ?? []).map((entry) => entry()),
    auditDevices: (entries.auditDevices ?? []).map((entry) => entry()),
    undescribed: description.once(undescribedOf),
  });
  const acknowledged = (entries.acknowledged ?? []).map((entry) => entry());
  return [
    ...ownRuleProblems(ownRules).map((problem) => ({ ...problem, path: settings.path })),
    ...ruleFindings(rendered, settings, acknowledged, ownRules),
  ];
}

/** The names of the rules that a stack has besides the library's. */
function ownRulesAt(construct: IConstruct): string[] {
  const { ownRules = [] } = StackDescription.of(construct).guardrails?.settings ?? {};
  return ownRules.map(({ id }) => id);
}

function acknowledgementProblems(
  { rule, reason }: AcknowledgementDescription,
  ownRules: readonly string[],
): Problem[] {
  return [...unknownRuleProblems(rule, ownRules), ...reasonProblems(rule, reason)];
}

function unknownRuleProblems(rule: string, ownRules: readonly string[]): Problem[] {
  if (isRule(rule) || ownRules.includes(rule)) return [];
  const fix = `use the name of a rule: ${[...ownRules, ...RULES.map(({ id }) => id)].join(", ")}`;
  return [{ rule: "acknowledgement", message: `there is no rule "${rule}"`, fix }];
}

function reasonProblems(rule: string, reason: string): Problem[] {
  const [secret] = secretShapes(reason);
  if (secret) {
    const message = `the reason for accepting "${rule}" holds ${secret}`;
    return [{ rule: "acknowledgement", message, fix: "leave it out, and replace it where it is used" }];
  }
  if (isReason(reason, rule)) return [];
  const message = `"${reason}" is not a reason for accepting "${rule}"`;
  return [{ rule: "acknowledgement", message, fix: "say in a sentence why this is fine here" }];
}
