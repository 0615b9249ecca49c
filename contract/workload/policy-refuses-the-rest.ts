import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { isLetThrough } from "./is-let-through";
import { neighbourhood } from "./neighbourhood";
import type { WorkloadContext } from "./workload-context";

/** A workload's requests to the paths around its own are refused. */
export function policyRefusesTheRest({ access }: Context, context: WorkloadContext): Check {
  const requests = neighbourhood(access, context).flatMap(({ path, request: method }) =>
    method ? [{ method, path }] : [],
  );
  return {
    id: "policy-refuses-the-rest",
    kind: "also",
    says: "policy refuses the rest",
    about: context.about,
    harm: "breaks",
    needs: context.needs,
    attempt: async () => {
      const vault = await context.vault();
      const outcomes = await Promise.all(
        requests.map(({ method, path }) =>
          isLetThrough(vault, method, path, method === "GET" ? undefined : {}),
        ),
      );
      const through = requests
        .filter((_, index) => outcomes[index])
        .map(({ method, path }) => `${method} ${path}`);
      if (through.length) throw new Violation(`its policy lets through ${through.join(", ")}`);
      return `${requests.length} other requests are refused`;
    },
  };
}
