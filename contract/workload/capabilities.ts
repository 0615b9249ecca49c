import { workloadPolicy } from "../../policies";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { neighbourhood } from "./neighbourhood";
import type { WorkloadContext } from "./workload-context";

/** Vault itself is asked what a workload's token may do on its own paths and on those around: no more than is described. */
export function capabilitiesAreExact({ access, deployment }: Context, context: WorkloadContext): Check {
  // What a rule with a wildcard allows is tried on leases.
  const rules = workloadPolicy(context.workload.reads)
    .toRules()
    .filter(({ path }) => !path.endsWith("*"));
  const expected = new Map(rules.map(({ path, capabilities }) => [path, [...capabilities].sort()]));
  const others = neighbourhood(access, context).map(({ path }) => path);
  return {
    id: "capabilities-are-exact",
    kind: "also",
    says: "capabilities are exact",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault", ...context.needs],
    attempt: async () => {
      const { client_token: token } = await context.authentication.get();
      const paths = [...new Set([...expected.keys(), ...others])];
      const { data = {} } = await deployment.vault.request("POST", "sys/capabilities", { token, paths });
      const wrong = paths.flatMap((path) => {
        const there = ((data[path] as string[] | undefined) ?? []).filter((each) => each !== "deny").sort();
        const should = expected.get(path) ?? [];
        return there.join() === should.join()
          ? []
          : [`${there.join(", ") || "nothing"} on ${path} instead of ${should.join(", ") || "nothing"}`];
      });
      if (wrong.length) throw new Violation(`its policy allows ${wrong.join("; ")}`);
      return `${expected.size} paths, and nothing on ${paths.length - expected.size} others`;
    },
  };
}
