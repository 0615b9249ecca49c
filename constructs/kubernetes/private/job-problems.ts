import type { Duration } from "../../duration";
import type { Problem } from "../../private/validation";
import type { InjectorProps } from "../injector-props";
import type { OperatorScope } from "../operator-props";
import { rolesOf } from "./template-roles";

const RULE = "job-agent";

/** What is wrong with pods whose agent ends before they start: nobody renews, replaces or tells anything after that. */
export function jobProblems({ token }: OperatorScope, props: InjectorProps, longest: Duration): Problem[] {
  const { templates, revokeAfter } = props;
  return [
    ...staticProblems(props),
    ...rolesOf(props).flatMap(({ roleName, defaultTtl }) =>
      endProblems(longest, `a lease of "${roleName}"`, "the role's defaultTtl", defaultTtl),
    ),
    ...tokenProblems(longest, token),
    ...(templates.some(({ template }) => template.onChange.description)
      ? [lateProblem("onChange", "does anything on a change")]
      : []),
    ...(revokeAfter ? [lateProblem("revokeAfter", "revokes its token")] : []),
  ];
}

function tokenProblems(longest: Duration, { period, bounds }: OperatorScope["token"]): Problem[] {
  return period
    ? endProblems(longest, "its token", "the token's period", period)
    : endProblems(longest, "its token", "the token's ttl", bounds?.ttl);
}

function endProblems(longest: Duration, what: string, prop: string, ttl: Duration | undefined): Problem[] {
  if (!ttl?.isValid() || !longest.isValid() || longest.toSeconds() < ttl.toSeconds()) return [];
  const message = `one of its pods may run for ${longest}, and ${what} ends after ${ttl}`;
  return [{ rule: RULE, message, fix: `lower longest, or raise ${prop}` }];
}

/** Whose password changes by the clock, or when somebody says so. */
function staticProblems(props: InjectorProps): Problem[] {
  return rolesOf(props)
    .filter(({ defaultTtl }) => defaultTtl === undefined)
    .map(({ roleName }) => ({
      rule: RULE,
      message: `the password of static role "${roleName}" may change while a pod of a Job runs, and no agent writes the new one`,
      fix: "use a role with leases, or a Deployment",
    }));
}

function lateProblem(prop: string, what: string): Problem {
  const message = `${prop} is given for pods of a Job, beside which no agent is that ${what}`;
  return { rule: RULE, message, fix: `leave ${prop} out` };
}
