import { randomBytes } from "node:crypto";
import { RehearsalError } from "../../clients/could-not-tell";
import { referencesIn } from "../../constructs/guardrails/rendered/expressions";
import type { SynthesizedStack, Variable } from "./synthesized-stack";

/** Arguments whose value is a certificate in PEM format. */
const CERTIFICATE_ARGUMENTS = ["tls_ca", "kubernetes_ca_cert"];

/**
 * A value for each of the stack's variables: its default, or one made up.
 *
 * @param certificate the value of those that are used as a certificate
 */
export function variableValues(stack: SynthesizedStack, certificate: string): Record<string, unknown> {
  const certificates = certificateVariables(stack.resources.map(({ attributes }) => attributes));
  const valueOf = (name: string, { type = "string", default: given }: Variable) => {
    if (given !== undefined) return given;
    if (type !== "string") throw notMadeUp(stack.name, name, type);
    return certificates.has(name) ? certificate : randomBytes(20).toString("hex");
  };
  return Object.fromEntries(
    Object.entries(stack.variables).map(([name, variable]) => [name, valueOf(name, variable)]),
  );
}

/** The names of variables that stand in a certificate's argument, however deep. */
function certificateVariables(value: unknown): Set<string> {
  if (!value || typeof value !== "object") return new Set();
  const names = Object.entries(value).flatMap(([argument, each]) =>
    CERTIFICATE_ARGUMENTS.includes(argument) ? variablesIn(each) : [...certificateVariables(each)],
  );
  return new Set(names);
}

function variablesIn(value: unknown): string[] {
  return referencesIn(value).flatMap(({ reference }) =>
    reference?.kind === "variable" ? [reference.name] : [],
  );
}

function notMadeUp(stack: string, name: string, type: string): RehearsalError {
  const problem = `Variable "${name}" of stack "${stack}" is a ${type}, for which no value can be made up.`;
  return new RehearsalError(problem, "Give it a default, or make it a string.");
}
