import { passwordPolicyText, passwordProblems } from "../../policies";
import { type Check, Violation } from "../check";
import type { Context } from "../context";

/** Passwords are made as it is described, of as many characters. */
export function passwordPoliciesAsDescribed({ about, access, deployment }: Context): Check[] {
  const { passwordPolicies } = access;
  if (!passwordPolicies.length) return [];
  return [
    {
      id: "password-policies-as-described",
      kind: "also",
      says: "password policies as described",
      about,
      harm: "nothing",
      needs: ["root of Vault"],
      attempt: async () => {
        for (const { name, ...rules } of passwordPolicies) {
          const [weak] = passwordProblems(rules);
          if (weak) throw new Violation(`${name}: ${weak.message}`);
          const { data } = await deployment.vault.request("GET", `sys/policies/password/${name}`);
          if (data?.policy !== passwordPolicyText(rules))
            throw new Violation(`${name} is ${data?.policy} instead of ${passwordPolicyText(rules)}`);
        }
        return passwordPolicies.map(({ name }) => name).join(", ");
      },
    },
  ];
}
