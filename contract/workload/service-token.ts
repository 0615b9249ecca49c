import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { WorkloadContext } from "./workload-context";

/** A batch token can't be revoked, nor the leases that it asked for with it. */
export function serviceToken(_: Context, workload: WorkloadContext): Check {
  return {
    id: "token-is-a-service-token",
    kind: "also",
    says: "a service token",
    about: workload.about,
    harm: "issues a lease",
    needs: workload.needs,
    attempt: async () => {
      const own = await workload.vault();
      const { data = {} } = await own.request("GET", "auth/token/lookup-self");
      if (data.type !== "service") throw new Violation(`its token is a ${data.type} token`);
      return "its token can be revoked, and its leases with it";
    },
  };
}
