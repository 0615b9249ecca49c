import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { Authentication } from "./authentication";
import type { WorkloadContext } from "./workload-context";

/** A workload logs in, and gets a token with its policy alone that lives as long as it should. */
export function ownToken(_: Context, workload: WorkloadContext): Check {
  return {
    id: "token",
    kind: "also",
    says: "token",
    about: workload.about,
    harm: "issues a lease",
    needs: workload.needs,
    attempt: async () => expectToken(workload, await workload.authentication.get()),
  };
}

async function expectToken(context: WorkloadContext, { policies }: Authentication): Promise<string> {
  const { policy, token: expected, login } = context.workload;
  const own = await context.vault();
  const { data = {} } = await own.request("GET", "auth/token/lookup-self");
  await own.request("POST", "auth/token/renew-self");
  if (policies.join() !== policy)
    throw new Violation(`its token has the policies ${policies.join(", ")} instead of ${policy}`);
  if (login.method === "token" && !data.orphan)
    throw new Violation("its token ends with the token of whoever made it");
  if (expected.kind === "periodic") {
    // Of a token of a role, Vault tells the period as its TTL.
    const period = login.method === "token" && data.renewable ? data.creation_ttl : data.period;
    if (period !== expected.period)
      throw new Violation(`its token has a period of ${period ?? 0} s instead of ${expected.period} s`);
    return `has policy ${policy} alone, and renews every ${expected.period} s`;
  }
  const ttl = Number(data.creation_ttl);
  if (data.period) throw new Violation(`its token is renewed for ever, every ${data.period} s`);
  if (ttl !== expected.ttl) throw new Violation(`its token lives ${ttl} s instead of ${expected.ttl} s`);
  return `has policy ${policy} alone, and lives ${ttl} s`;
}
