import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { WorkloadContext } from "./workload-context";

/** A workload that works on stacks may what that needs, as Vault tells of its own token. */
export function worksOnStacks({ deployment }: Context, context: WorkloadContext): Check[] {
  const { operates = [] } = context.workload;
  return operates.map(({ stack, work, rules }): Check => ({
    id: `may-${work}`,
    kind: "may",
    says: `${work} ${stack}`,
    about: { ...context.about, object: stack },
    harm: "issues a lease",
    needs: ["root of Vault", ...context.needs],
    attempt: async () => {
      const { client_token: token } = await context.authentication.get();
      const paths = rules.map(({ path }) => path);
      const { data = {} } = await deployment.vault.request("POST", "sys/capabilities", { token, paths });
      const lacking = rules.flatMap(({ path, capabilities }) => {
        const there = (data[path] ?? []) as readonly string[];
        return capabilities.filter((each) => !there.includes(each)).map((each) => `${each} on ${path}`);
      });
      if (lacking.length) throw new Violation(`it may not ${lacking.join(", ")}`);
      return `may do at ${paths.length} paths what ${work} ${stack} needs`;
    },
  }));
}
