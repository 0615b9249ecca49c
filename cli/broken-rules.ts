import type { AccessManifest } from "../constructs/access/access-manifest";
import type { ReviewFinding } from "../review/finding";
import { neverFindings } from "../review/never/never-findings";
import { readText } from "./read-text";

/** Which rules of a file are broken. @throws RehearsalError when there is no such file, NeverRulesError when a rule in it is none */
export function brokenRules(path: string, access: AccessManifest): ReviewFinding[] {
  return neverFindings(readText(path, "Name a file with a rule on each line."), access);
}
