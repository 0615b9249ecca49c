import type { ChangeReport, CredentialChange, WorkloadChange } from "../../rehearsal/change/change-report";
import { counted } from "./counted";

const ACTIONS = { create: "made", update: "changed", replace: "replaced", destroy: "destroyed" };

/** A change as a person reads it: what it does to resources, and what became of whatever was in use. */
export function changeLines(change: ChangeReport): string[] {
  return [
    `Changed from ${change.from} while in use: ${countsOf(change)}`,
    ...change.credentials.map(credentialLine),
    ...change.workloads.filter(({ effect }) => effect !== "none").map(workloadLine),
  ];
}

function countsOf({ changes, outcome }: ChangeReport): string {
  const counts = Object.entries(ACTIONS).flatMap(([action, word]) => {
    const count = changes.filter((each) => each.action === action).length;
    return count ? [`${count} ${word}`] : [];
  });
  const text = counts.join(", ") || "no resource differs";
  return outcome === "applied" ? text : `${text}; ${outcome}`;
}

function credentialLine(credential: CredentialChange): string {
  const { path, reader, effect, logsIn, lasts } = credential;
  const who = reader ? ` of ${reader}` : "";
  const ends = logsIn
    ? `has to end, and goes on${lasts === undefined ? "" : ` for ${inWords(lasts)}`}`
    : "has ended, as it has to";
  const text = { none: "goes on", changed: "goes on, changed", ends }[effect];
  return `  ${path}${who}: ${text}; ${traffic(credential)}`;
}

function traffic({ sessions, queries }: CredentialChange): string {
  const lost = queries.failed + queries.refused;
  const ended = sessions.ended ? `, ${counted(sessions.ended, "session")} ended` : "";
  return `${counted(queries.answered, "query", "queries")} answered, ${lost || "none"} lost${ended}`;
}

function workloadLine({ workload, effect, hasToken }: WorkloadChange): string {
  if (effect === "changed") return `  ${workload}: its token goes on`;
  return `  ${workload}: its token ${hasToken ? "has to end, and goes on" : "has ended, as it has to"}`;
}

function inWords(seconds: number): string {
  if (seconds % 3600 === 0 || seconds > 7200) return `${Math.round(seconds / 3600)} h`;
  return seconds > 120 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
}
