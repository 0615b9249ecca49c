import type { AcknowledgementDescription, GuardrailsDescription } from "../access/guardrails-description";
import type { Finding } from "../finding";
import { RULES } from "./registry";
import type { OwnRule } from "./own-rule";
import type { RenderedStack } from "./rendered/rendered-stack";
import type { GuardrailRule } from "./rule";

/** What the rules find in a stack that nobody accepted, and what somebody accepted that no rule finds. */
export function ruleFindings(
  stack: RenderedStack,
  settings: GuardrailsDescription,
  acknowledgements: readonly AcknowledgementDescription[],
  ownRules: readonly OwnRule[] = [],
): Finding[] {
  const rules: readonly (GuardrailRule | OwnRule)[] = [...RULES, ...ownRules];
  const found = rules.flatMap((rule) => apply(rule, stack, settings));
  const isAsked = (name: string) => rules.some(({ id }) => id === name);
  return [
    ...found.filter((finding) => !acknowledgements.some((each) => isAcknowledged(each, finding))),
    ...acknowledgements.filter(({ rule }) => isAsked(rule)).flatMap((each) => staleFindings(each, found)),
  ];
}

export function isRule(rule: string): boolean {
  return RULES.some(({ id }) => id === rule);
}

function apply(
  rule: GuardrailRule | OwnRule,
  stack: RenderedStack,
  settings: GuardrailsDescription,
): Finding[] {
  try {
    return rule.check(stack, settings).map((finding) => ({ rule: rule.id, ...finding, fix: rule.fix }));
  } catch (error) {
    const message = `rule "${rule.id}" could not be checked: ${(error as Error).message}`;
    return [{ rule: rule.id, path: stack.path, message, fix: rule.fix }];
  }
}

function isAcknowledged({ rule, path }: AcknowledgementDescription, finding: Finding): boolean {
  const isBelow = [`${path}/`, `${path} (`].some((start) => finding.path.startsWith(start));
  return rule === finding.rule && (finding.path === path || isBelow);
}

function staleFindings(acknowledgement: AcknowledgementDescription, found: readonly Finding[]): Finding[] {
  const { rule, path } = acknowledgement;
  if (found.some((finding) => isAcknowledged(acknowledgement, finding))) return [];
  const message = `rule "${rule}" finds nothing here`;
  return [{ rule: "acknowledgement", path, message, fix: "remove the acknowledgement" }];
}
