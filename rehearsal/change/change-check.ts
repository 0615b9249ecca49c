import type { Check } from "../../contract/check";
import type { Subject } from "../../contract/subject";

/** A check of what a change does. */
export function changeCheck(id: string, says: string, about: Subject, attempt: Check["attempt"]): Check {
  return { kind: "change", harm: "writes", needs: [], id, says, about, attempt };
}
