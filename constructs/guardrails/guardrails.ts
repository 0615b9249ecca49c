import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { Duration } from "../duration";
import type { Finding } from "../finding";
import { describe } from "../private/manifest";
import { RenderedStack, withoutResource } from "./rendered/rendered-stack";
import { addStackCheck } from "../private/validation";
import { RULES } from "./registry";
import type { GuardrailProfile, GuardrailRule } from "./rule";

const SHORTEST_REASON = 10;

interface Acknowledgement {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

const attachedTo = new WeakMap<TerraformStack, Guardrails>();
const acknowledgementsOf = new WeakMap<TerraformStack, Acknowledgement[]>();

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
    const stack = TerraformStack.of(scope);
    if (!attachedTo.has(stack)) addStackCheck(stack, () => attachedTo.get(stack)?.findings(stack) ?? []);
    attachedTo.set(stack, guardrails);
  }

  /**
   * Accepts what one rule finds in one construct and below. What it finds in a provider or a variable is accepted at
   * the stack.
   *
   * @param reason why, in a sentence: at least 10 characters
   */
  static acknowledge(construct: IConstruct, rule: string, reason: string): void {
    const stack = TerraformStack.of(construct);
    const acknowledgement = { rule, path: withoutResource(construct.node.path), reason };
    acknowledgementsOf.set(stack, [...acknowledgements(stack), acknowledgement]);
    describe(construct, "acknowledged", () => acknowledgement);
  }

  private constructor(private readonly profile: GuardrailProfile) {}

  private findings(stack: TerraformStack): Finding[] {
    const rendered = RenderedStack.of(stack);
    const found = RULES.flatMap((rule) => this.apply(rule, rendered));
    const excuses = acknowledgements(stack);
    return [
      ...found.filter((finding) => !excuses.some((excuse) => isExcused(excuse, finding))),
      ...excuses.flatMap((excuse) => excuseFindings(excuse, found)),
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

function acknowledgements(stack: TerraformStack): Acknowledgement[] {
  return acknowledgementsOf.get(stack) ?? [];
}

function isExcused({ rule, path }: Acknowledgement, finding: Finding): boolean {
  const isBelow = [`${path}/`, `${path} (`].some((start) => finding.path.startsWith(start));
  return rule === finding.rule && (finding.path === path || isBelow);
}

function excuseFindings(excuse: Acknowledgement, found: readonly Finding[]): Finding[] {
  const { rule, path, reason } = excuse;
  if (!RULES.some(({ id }) => id === rule)) {
    const fix = `use the name of a rule: ${RULES.map(({ id }) => id).join(", ")}`;
    return [{ rule: "acknowledgement", path, message: `there is no rule "${rule}"`, fix }];
  }
  return [
    ...(reason.trim().length < SHORTEST_REASON
      ? [
          {
            rule: "acknowledgement",
            path,
            message: `"${reason}" is not a reason for accepting "${rule}"`,
            fix: "say in a sentence why this is fine here",
          },
        ]
      : []),
    ...(found.some((finding) => isExcused(excuse, finding))
      ? []
      : [
          {
            rule: "acknowledgement",
            path,
            message: `rule "${rule}" finds nothing here`,
            fix: "remove the acknowledgement",
          },
        ]),
  ];
}
