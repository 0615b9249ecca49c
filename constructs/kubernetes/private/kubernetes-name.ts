import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";

const RULE = "kubernetes-name";
/** The most characters of a label. */
const LABEL = 63;
/** Each Job of a CronJob has its name and eleven characters more. */
const CRON_JOB = 52;

/** What is wrong with the name of an object: a label, which every kind takes. @param what its kind */
export function kubernetesNameProblems(what: string, name: string): Problem[] {
  if (Token.isUnresolved(name)) return [unknownText(RULE, `name of the ${what}`)];
  const longest = what === "CronJob" ? CRON_JOB : LABEL;
  if (name.length <= longest && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)) return [];
  const fix = `use 1 to ${longest} lower-case letters, digits and dashes, with a letter or a digit at both ends`;
  return [{ rule: RULE, message: `"${name}" can't be the name of a ${what} in Kubernetes`, fix }];
}
