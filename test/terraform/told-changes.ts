import { readMessages } from "../../rehearsal/apply/terraform/terraform-messages";
import { inOneLine, type Outcome } from "../changes/play-change";

/** What Terraform says that it did, and what it couldn't do. */
export function toldChanges(said: string): Outcome {
  const { planned, refused } = readMessages(said);
  const refusals = refused.map(({ address = "", says }) => ({ address, says: inOneLine(says) }));
  return {
    refusals: refusals.sort((one, other) => (one.address < other.address ? -1 : 1)),
    changes: refusals.length ? [] : planned.map(({ action, address }) => `${action} ${address}`).sort(),
  };
}
