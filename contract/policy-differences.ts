import { type PolicyDocument, policyLines, PolicySyntaxError } from "../policies";
import { difference } from "./difference";

/** What a policy says besides what it should, and what it lacks, path by path; nothing for an equal one. */
export function policyDifferences(expected: PolicyDocument, text: string): string[] {
  try {
    return difference(policyLines(expected.toJson()), policyLines(text));
  } catch (error) {
    if (error instanceof PolicySyntaxError) return [`it can't be read: ${error.message}`];
    throw error;
  }
}
