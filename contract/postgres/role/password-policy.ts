import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { UserContext } from "./user-context";

/** A password is as its policy wants it, where there is one. */
export function passwordFollowsPolicy({ access }: Context, { about, role, user }: UserContext): Check[] {
  const policy = access.passwordPolicies.find(({ name }) => name === role.passwordPolicy);
  if (!policy) return [];
  return [
    {
      id: "password-follows-policy",
      kind: "lease",
      says: "password follows policy",
      about,
      harm: "issues a lease",
      needs: ["root of Vault"],
      attempt: async () => {
        const { password } = await user.get();
        const { length } = password;
        if (length !== policy.length)
          throw new Violation(`its password has ${length} characters instead of ${policy.length}`);
        if (new Set(password).size === 1) throw new Violation("its password is one character, repeated");
        return `its password has ${length} characters`;
      },
    },
  ];
}
