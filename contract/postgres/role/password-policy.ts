import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { RoleContext } from "./role-context";

/** A password is as its policy wants it, where there is one. */
export function passwordFollowsPolicy(_: Context, { about, role, lease }: RoleContext): Check[] {
  const { passwordLength } = role;
  if (!passwordLength) return [];
  return [
    {
      id: "password-follows-policy",
      kind: "lease",
      says: "password follows policy",
      about,
      harm: "issues a lease",
      needs: ["root of Vault"],
      attempt: async () => {
        const { password } = await lease.get();
        const { length } = password;
        if (length !== passwordLength)
          throw new Violation(`its password has ${length} characters instead of ${passwordLength}`);
        if (new Set(password).size === 1) throw new Violation("its password is one character, repeated");
        return `its password has ${length} characters`;
      },
    },
  ];
}
