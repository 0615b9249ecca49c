import type { Construct, IConstruct } from "constructs";
import type { AcknowledgementDescription, GuardrailsDescription } from "../access/guardrails-description";
import { Duration } from "../duration";
import type { Finding } from "../finding";
import { describe } from "../private/describe";
import { withoutResource } from "../private/construct-path";
import { StackDescription } from "../private/stack-description";
import { undescribedIn } from "../private/undescribed";
import { addProblems, type Problem } from "../private/validation";
import { RenderedStack } from "./rendered/rendered-stack";
import { RULES } from "./registry";
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
    description.guardrails = { settings, findings: () => findings(description, settings) };
  }

  /**
   * Accepts what one rule finds in one construct and below. What it finds in a provider or a variable is accepted at
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
    addProblems(construct, () => acknowledgementProblems(acknowledgement));
  }

  // Not TypeScript's `private`, which ends with compiling: nobody makes a profile laxer afterwards.
  readonly #profile: GuardrailProfile;

  private constructor(profile: GuardrailProfile) {
    this.#profile = profile;
  }

  #settings({ stack }: StackDescription): GuardrailsDescription {
    const { minTtl, maxTtl, ...others } = this.#profile;
    return { path: stack.node.path, minTtl: minTtl.toSeconds(), maxTtl: maxTtl.toSeconds(), ...others };
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

function findings(description: StackDescription, settings: GuardrailsDescription): Finding[] {
  const { stack, entries } = description;
  const config = stack.toTerraform() as Record<string, unknown>;
  const rendered = new RenderedStack(stack.node.path, config, {
    workloads: (entries.workloads ?? []).map((entry) => entry()),
    staticRoles: (entries.staticRoles ?? []).map((entry) => entry()),
    databases: (entries.databases ?? []).map((entry) => entry()),
    auditDevices: (entries.auditDevices ?? []).map((entry) => entry()),
    undescribed: undescribedIn(description, config),
  });
  return ruleFindings(
    rendered,
    settings,
    (entries.acknowledged ?? []).map((entry) => entry()),
  );
}

function acknowledgementProblems({ rule, reason }: AcknowledgementDescription): Problem[] {
  return [...unknownRuleProblems(rule), ...reasonProblems(rule, reason)];
}

function unknownRuleProblems(rule: string): Problem[] {
  if (isRule(rule)) return [];
  const fix = `use the name of a rule: ${RULES.map(({ id }) => id).join(", ")}`;
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
