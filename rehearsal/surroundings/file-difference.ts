import type { Subject } from "../../contract/subject";
import type { Undescribed } from "../stack/described-settings";

/** Where a file that synthesis wrote isn't what is described. */
export function fileDifference(
  about: Subject,
  file: string,
  described: string,
  files: ReadonlyMap<string, string>,
): Undescribed[] {
  const written = files.get(file) ?? "";
  if (written === described) return [];
  return [{ about, detail: `${file}: ${where(described.split("\n"), written.split("\n"))}` }];
}

/** What is written may be a secret. */
function where(described: readonly string[], written: readonly string[]): string {
  const line = described.findIndex((each, index) => each !== written[index]);
  if (!described[line]) return "it goes on after what is described";
  return `line ${line + 1} is not what is described: ${described[line].trim()}`;
}
