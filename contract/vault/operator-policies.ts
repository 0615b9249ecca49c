import { deployerPolicy, drainPolicy, loginMaterialPolicy, planPolicy } from "../../policies";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { policyDifferences } from "../policy-differences";

const POLICIES = [
  ["deployer.policy.json", deployerPolicy],
  ["plan.policy.json", planPolicy],
  ["login-material.policy.json", loginMaterialPolicy],
  ["drain.policy.json", drainPolicy],
] as const;

/** Who deploys, who plans, who starts workloads and who ends leases may do in Vault what the stack's resources need, and nothing else. */
export function operatorPoliciesAsDescribed({ about, access, deployment }: Context): Check[] {
  const described = POLICIES.filter(([file]) => access.files.includes(file));
  if (!described.length) return [];
  return [
    {
      id: "operator-policies-as-described",
      kind: "also",
      says: "operators' policies as described",
      about,
      harm: "nothing",
      needs: ["resources", "files"],
      attempt: async () => {
        const { resources, files } = deployment;
        const wrong = described.flatMap(([file, make]) =>
          policyDifferences(make(resources), files.get(file) ?? "").map((line) => `${file}: ${line}`),
        );
        if (wrong.length) throw new Violation(wrong.join("; "));
        return described.map(([file]) => file).join(", ");
      },
    },
  ];
}
