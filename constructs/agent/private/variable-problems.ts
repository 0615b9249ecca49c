import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import type { ProcessVariables } from "../agent-process";
import { libpqVariables } from "../../credential/libpq-variables";

/** Variables of a process that two credentials would set. */
export function variablesTwice(environment: readonly ProcessVariables[]): Problem[] {
  const names = environment.flatMap((props) => Object.keys(props.variables ?? libpqVariables(props)));
  const repeated = repeatedIn(names);
  if (!repeated.length) return [];
  const message = `the environment of the process has ${repeated.join(", ")} twice`;
  return [{ rule: "credential-variable", message, fix: "give each credential variables of its own" }];
}

/** What is wrong with the name of a service. */
export function serviceProblems(service: string | undefined): Problem[] {
  if (service === undefined || /^[\w.-]+$/.test(service)) return [];
  const fix = "use letters, digits, dashes, dots and underscores";
  return [{ rule: "agent-service", message: `"${service}" can't be the name of a service`, fix }];
}
