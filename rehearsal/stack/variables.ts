import { randomBytes } from "node:crypto";
import { RehearsalError } from "../../clients/could-not-tell";
import { referencesIn } from "../../constructs/guardrails/rendered/expressions";
import { PlannedArguments } from "./planned-arguments";
import type { SynthesizedStack, Variable } from "./synthesized-stack";

/** Arguments whose value is a certificate in PEM format. */
const CERTIFICATE_ARGUMENTS = ["tls_ca", "kubernetes_ca_cert", "oidc_discovery_ca_pem", "jwks_ca_pem"];

/** What can't be made up. */
interface KnownValues {
  /** The value of variables that are used as a certificate. */
  readonly certificate: string;
  /** The token that reviews others in the cluster of an auth method, by the path of its mount. */
  readonly reviewerTokenOf: (path: string) => string;
  /** The values that the stack had before it was changed. @default - there was none */
  readonly earlier?: Readonly<Record<string, unknown>>;
}

/** A value for each of the stack's variables: its default, or one made up. */
export function variableValues(
  stack: SynthesizedStack,
  { certificate, reviewerTokenOf, earlier = {} }: KnownValues,
): Record<string, unknown> {
  const certificates = certificateVariables(stack.resources.map(({ attributes }) => attributes));
  const tokens = reviewerTokens(stack, reviewerTokenOf);
  const valueOf = (name: string, { type = "string", default: given }: Variable) => {
    if (given !== undefined) return given;
    if (type !== "string") throw notMadeUp(stack.name, name, type);
    if (certificates.has(name)) return certificate;
    return tokens.get(name) ?? earlier[name] ?? randomBytes(20).toString("hex");
  };
  return Object.fromEntries(
    Object.entries(stack.variables).map(([name, variable]) => [name, valueOf(name, variable)]),
  );
}

/** The tokens of reviewers, by the variable. One that is used for two clusters can't be good at both. */
function reviewerTokens(
  stack: SynthesizedStack,
  tokenOf: KnownValues["reviewerTokenOf"],
): ReadonlyMap<string, string> {
  const planned = new PlannedArguments(stack);
  const tokens = stack.resources
    .filter(({ attributes }) => attributes.token_reviewer_jwt_wo !== undefined)
    .flatMap((resource) => {
      const token = tokenOf(String(planned.of(resource).backend));
      return variablesIn(resource.attributes.token_reviewer_jwt_wo).map((name) => [name, token] as const);
    });
  return new Map(tokens.reverse());
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
