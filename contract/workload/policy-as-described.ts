import { leasedPath, workloadPolicy } from "../../policies";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { policyDifferences } from "../policy-differences";
import type { WorkloadContext } from "./workload-context";

/** A workload's policy is what its credentials need, whole, and all that it reads are credentials. */
export function policyAsDescribed(
  { access, deployment }: Context,
  { about, workload }: WorkloadContext,
): Check {
  const { policy, reads, makes } = workload;
  // One of another stack is known by its path alone.
  const isCredential = ({ path }: { readonly path: string }) => {
    const [mount, role = ""] = path.split("/creds/");
    const isOfThisStack = access.engines.some((engine) => engine.path === mount && !engine.imported);
    if (isOfThisStack) return access.roles.some((each) => each.path === path);
    return /^[^/*+]+$/.test(role) && path === leasedPath(String(mount), role);
  };
  return {
    id: "policy-as-described",
    kind: "also",
    says: "policy as described",
    about,
    harm: "nothing",
    needs: ["root of Vault"],
    attempt: async () => {
      const others = reads.filter((credential) => !isCredential(credential)).map(({ path }) => path);
      if (others.length)
        throw new Violation(`access.json lets it read what is no credential: ${others.join(", ")}`);
      const { data } = await deployment.vault.request("GET", `sys/policies/acl/${policy}`);
      const differences = policyDifferences(workloadPolicy(reads, makes), String(data?.policy));
      if (differences.length) throw new Violation(`${policy}: ${differences.join("; ")}`);
      return `${policy} allows what reading ${reads.length} credentials needs`;
    },
  };
}
