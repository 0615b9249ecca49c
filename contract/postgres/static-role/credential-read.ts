import type { RotationDescription } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { StaticCredential } from "../../static-credentials";
import type { StaticRoleContext } from "./static-role-context";

/** Vault counts whole seconds, and looks every five of them whether a password is due. */
const LEEWAY_SECONDS = 15;

/** A static role gives out the user that is described, with a password that Vault has changed and will change in time. */
export function credentialRead(_: Context, { about, role, user }: StaticRoleContext): Check {
  return {
    id: "static-credential-read",
    kind: "rotation",
    says: "read",
    about,
    harm: "nothing",
    needs: ["root of Vault"],
    attempt: async () => {
      const credential = await user.get();
      if (credential.user !== role.userName)
        throw new Violation(`its user is ${credential.user} instead of ${role.userName}`);
      expectRotation(credential, role.rotation);
      return `${role.userName}, whose password changes in ${credential.ttl} s`;
    },
  };
}

/** That it has been rotated, and when it will be. A schedule's next time is Vault's to know. */
export function expectRotation(
  { ttl, rotated, wasRead }: StaticCredential,
  rotation: RotationDescription,
): void {
  if (rotation.kind === "schedule") return;
  const expected = rotation.period - (wasRead.latest - rotated) / 1000;
  if (Math.abs(ttl - expected) > LEEWAY_SECONDS)
    throw new Violation(
      `its password changes in ${ttl} s, and not ${rotation.period} s after it was changed last`,
    );
}
