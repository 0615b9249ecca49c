import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";

const RULE = "kubernetes-name";

/** What is wrong with the name of an object: a label, which every kind takes. */
export function kubernetesNameProblems(what: string, name: string): Problem[] {
  if (Token.isUnresolved(name)) return [unknownText(RULE, `name of the ${what}`)];
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return [];
  const fix = "use 1 to 63 lower-case letters, digits and dashes, with a letter or a digit at both ends";
  return [{ rule: RULE, message: `"${name}" can't be the name of a ${what} in Kubernetes`, fix }];
}
