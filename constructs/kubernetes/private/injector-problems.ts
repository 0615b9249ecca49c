import { Token } from "cdktf";
import { grantProblems } from "../../credential/grant-problems";
import type { Duration } from "../../duration";
import { durationProblems } from "../../private/duration-problems";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { InjectorProps } from "../injector-props";
import type { OperatorScope } from "../operator-props";
import { jobProblems } from "./job-problems";
import { kubernetesNameProblems } from "./kubernetes-name";
import { operatorProblems } from "./operator-problems";
import { podTemplatesProblems } from "./pod-template-problems";
import { rolesOf } from "./template-roles";

/** What is wrong with what an agent injector is told. */
export function injectorProblems(scope: OperatorScope, props: InjectorProps): Problem[] {
  const { pods, templates, user, revokeAfter } = props;
  const times = { revokeAfter, "the longest run of its pods": pods.longest };
  return [
    ...operatorProblems(scope, props),
    ...kubernetesNameProblems(pods.kind, pods.name),
    ...userProblems(user),
    ...podTemplatesProblems(templates),
    ...durationProblems(times),
    ...unknownTimes(times),
    ...grantProblems(scope.workload, rolesOf(props)),
    ...(pods.longest ? jobProblems(scope, props, pods.longest) : []),
  ];
}

/** What is written into a cluster Terraform doesn't look at. */
function unknownTimes(times: Readonly<Record<string, Duration | undefined>>): Problem[] {
  return Object.entries(times)
    .filter(([, time]) => Token.isUnresolved(time?.toSeconds()))
    .map(([name]) => unknownText("duration", name.replace(/^the /, "")));
}

/** The agent's files are for whoever has its ID. Kubernetes takes what fits into 31 bits. */
function userProblems(user: number): Problem[] {
  const rule = "pod-user";
  if (Token.isUnresolved(user)) return [unknownText(rule, "user of its pods")];
  if (Number.isInteger(user) && user >= 1 && user < 2 ** 31) return [];
  const problem = { rule, fix: "use the ID of the user as whom the application runs: 1000" };
  if (user === 0) return [{ ...problem, message: "its pods are to run as root" }];
  return [{ ...problem, message: `${user} is not the ID of a user` }];
}
