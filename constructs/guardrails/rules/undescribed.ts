import type { UndescribedDescription } from "../../access/guardrails-description";
import type { GuardrailRule } from "../rule";

export const undescribed: GuardrailRule = {
  id: "undescribed",
  what: "Everything of Vault's and PostgreSQL's providers is as the constructs of this library wrote it: no resource, data source, provider or module by hand, no argument that is overridden.",
  why: "access.json doesn't say what it gives, so nobody who reviews it can see that, and no rehearsal checks it.",
  fix: "describe it by the constructs' props, move it into a stack of its own, or acknowledge it for this one construct and argument",
  check: ({ described }) =>
    (described.undescribed ?? [])
      .filter(({ harmless }) => !harmless)
      .map((part) => ({
        path: part.argument ? `${part.path} (${part.argument})` : part.path,
        message: messageOf(part),
      })),
};

function messageOf({ what, argument, written }: UndescribedDescription): string {
  if (!argument) return `no construct describes this: ${what}`;
  if (written === undefined) return `its ${what} has an argument that its construct didn't write`;
  return `its ${what} has another value than its construct wrote: ${written}`;
}
