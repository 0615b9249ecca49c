import { deployerPolicy, drainPolicy, loginMaterialPolicy, planPolicy } from "../../policies";
import type { AccessManifest } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { StackOutput } from "../deployment";
import { policyDifferences } from "../policy-differences";

const POLICIES = [
  ["deployer.policy.json", deployerPolicy],
  ["plan.policy.json", planPolicy],
  ["login-material.policy.json", loginMaterialPolicy],
  ["drain.policy.json", drainPolicy],
] as const;

/** Who deploys, who plans, who starts workloads and who ends leases may do in Vault what the stack's resources need, and nothing else. */
export function operatorPoliciesAsDescribed({ about, access, deployment }: Context): Check[] {
  const described = policiesOf(access);
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
        const wrong = deployment.stacks.flatMap(differencesOf);
        if (wrong.length) throw new Violation(wrong.join("; "));
        return described.map(([file]) => file).join(", ");
      },
    },
  ];
}

function policiesOf({ files }: Pick<AccessManifest, "files">) {
  return POLICIES.filter(([file]) => files.includes(file));
}

function differencesOf({ access, resources, files }: StackOutput): string[] {
  return policiesOf(access).flatMap(([file, make]) =>
    policyDifferences(make(resources), files.get(file) ?? "").map((line) => `${file}: ${line}`),
  );
}
