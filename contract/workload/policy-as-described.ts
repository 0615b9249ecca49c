import { type Credential, workloadPolicy } from "../../policies";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { policyDifferences } from "../policy-differences";
import type { WorkloadContext } from "./workload-context";

/** What stands between the mount and the role in the path of a credential. */
const FOLDERS = { leased: "/creds/", static: "/static-creds/" };

/** A workload's policy is what its credentials need, whole, and all that it reads are credentials. */
export function policyAsDescribed(
  { access, deployment }: Context,
  { about, workload }: WorkloadContext,
): Check {
  const { policy, reads, makes, encrypts, operates } = workload;
  const isCredential = (credential: Credential) => {
    const [mount = "", role = "", ...others] = credential.path.split(FOLDERS[credential.kind]);
    const isOfThisStack = access.engines.some((engine) => engine.path === mount && !engine.imported);
    const known = credential.kind === "static" ? access.staticRoles : access.roles;
    if (isOfThisStack) return known.some((each) => each.path === credential.path);
    // One of another stack is known by its path alone.
    return mount !== "" && !others.length && /^[^/*+]+$/.test(role);
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
      const expected = workloadPolicy(reads, makes, encrypts, operates);
      const differences = policyDifferences(expected, String(data?.policy));
      if (differences.length) throw new Violation(`${policy}: ${differences.join("; ")}`);
      return `${policy} allows what reading ${reads.length} credentials needs`;
    },
  };
}
