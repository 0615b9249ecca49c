import type { Construct, IConstruct } from "constructs";
import type { AcknowledgementDescription } from "../access/access-manifest";
import { Duration } from "../duration";
import type { Finding } from "../finding";
import { describe } from "../private/describe";
import { withoutResource } from "../private/construct-path";
import { StackDescription } from "../private/stack-description";
import { addProblems, type Problem } from "../private/validation";
import { RenderedStack } from "./rendered/rendered-stack";
import { RULES } from "./registry";
import type { GuardrailProfile, GuardrailRule } from "./rule";

const SHORTEST_REASON = 10;

/**
 * Rules that every stack has to keep, checked when it is synthesized. What they find stops it, unless it is
 * acknowledged with a written reason, which then is in `access.json`.
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
    description.guardrails = () => guardrails.findings(description);
  }

  /**
   * Accepts what one rule finds in one construct and below. What it finds in a provider or a variable is accepted at
   * the stack.
   *
   * @param reason why, in a sentence: at least 10 characters
   */
  static acknowledge(construct: IConstruct, rule: string, reason: string): void {
    const acknowledgement = { rule, path: withoutResource(construct.node.path), reason };
    describe(construct, "acknowledged", () => acknowledgement);
    // Also where no guardrails are attached, which would find nothing.
    addProblems(construct, () => acknowledgementProblems(acknowledgement));
  }

  private constructor(private readonly profile: GuardrailProfile) {}

  private findings({ stack, entries }: StackDescription): Finding[] {
    const acknowledgements = (entries.acknowledged ?? []).map((entry) => entry());
    const workloads = (entries.workloads ?? []).map((entry) => entry());
    const rendered = RenderedStack.of(stack, workloads);
    const found = RULES.flatMap((rule) => this.apply(rule, rendered));
    return [
      ...found.filter((finding) => !acknowledgements.some((each) => isAcknowledged(each, finding))),
      ...acknowledgements.flatMap((each) => staleFindings(each, found)),
    ];
  }

  private apply(rule: GuardrailRule, stack: RenderedStack): Finding[] {
    try {
      return rule.check(stack, this.profile).map((finding) => ({ rule: rule.id, ...finding, fix: rule.fix }));
    } catch (error) {
      const message = `rule "${rule.id}" could not be checked: ${(error as Error).message}`;
      return [{ rule: rule.id, path: stack.path, message, fix: rule.fix }];
    }
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

function isAcknowledged({ rule, path }: AcknowledgementDescription, finding: Finding): boolean {
  const isBelow = [`${path}/`, `${path} (`].some((start) => finding.path.startsWith(start));
  return rule === finding.rule && (finding.path === path || isBelow);
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
  if (reason.trim().length >= SHORTEST_REASON) return [];
  const message = `"${reason}" is not a reason for accepting "${rule}"`;
  return [{ rule: "acknowledgement", message, fix: "say in a sentence why this is fine here" }];
}

function staleFindings(acknowledgement: AcknowledgementDescription, found: readonly Finding[]): Finding[] {
  const { rule, path } = acknowledgement;
  if (!isRule(rule) || found.some((finding) => isAcknowledged(acknowledgement, finding))) return [];
  const message = `rule "${rule}" finds nothing here`;
  return [{ rule: "acknowledgement", path, message, fix: "remove the acknowledgement" }];
}

function isRule(rule: string): boolean {
  return RULES.some(({ id }) => id === rule);
}
