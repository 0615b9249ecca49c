import { Violation } from "../../../contract/check";
import type { PlayedWorkload } from "../played-workload";
import type { PostgresWitness } from "../postgres-witness";
import type { Observation } from "./observation";

/** How long a service that goes on may be without an answer: a query waits for 10 s for another password. */
const SILENT_S = 15;

/** No query of a workload fails, whatever becomes of its credentials: as its service says, and PostgreSQL's log. */
export function noQueryFails(played: PlayedWorkload, witness: PostgresWitness): Observation {
  return {
    id: "no-query-fails",
    kind: "also",
    says: "no query fails",
    about: played.about,
    notChecked: played.services.size ? undefined : "it uses no credential",
    isDone: () => true,
    result: () => {
      const { answered, failed, problem, silence, lane } = played;
      if (problem) throw new Violation(problem);
      if (failed) {
        const first = lane.events.find(({ kind }) => kind === "failed query");
        throw new Violation(
          `${failed} of ${answered + failed} queries failed, the first at ${first?.at} s: ${first?.says}`,
        );
      }
      if (silence > SILENT_S)
        throw new Violation(
          `a service had not been answered for ${Math.round(silence)} s when the day was over`,
        );
      const [line] = witness.failuresOf(usersIn(played));
      if (line) throw new Violation(`PostgreSQL logged a failure: ${line}`);
      return `${answered} queries were answered, and none failed`;
    },
  };
}

function usersIn({ lane }: PlayedWorkload): string[] {
  return lane.credentials.filter(({ id }) => id).map(({ label }) => label);
}
