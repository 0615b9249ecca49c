import { templateFacts } from "./agent-facts";
import { type Fact, time } from "./fact";
import type { InjectorDescription } from "./injector-description";
import { operatorLogin, podsName } from "./kubernetes-facts";

/** What the agent injector does for a workload. */
export function injectorFacts(injector: InjectorDescription): Omit<Fact, "subject">[] {
  const { product, templates } = injector;
  return [
    { setting: "injector", what: `an agent by the injector of ${product} and ${operatorLogin(injector)}` },
    { setting: "pods", what: podsOf(injector) },
    ...templateFacts(templates),
  ];
}

function podsOf({ pods, longest, revokeAfter, user }: InjectorDescription): string {
  return [
    `pods of ${podsName(pods)} as user ${user}`,
    longest === undefined ? "an agent beside each" : `each ended after ${time(longest)}`,
    ...(revokeAfter === undefined ? [] : [`revoked ${time(revokeAfter)} after they are told to end`]),
  ].join("; ");
}
