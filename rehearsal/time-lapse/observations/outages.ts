import { NotChecked, Violation } from "../../../contract/check";
import type { LeftBehindCredentials } from "../left-behind";
import type { OutagePlan } from "../outage-plan";
import { tooLong } from "../too-long";
import type { Observation } from "./observation";

/** What nobody renews is locked out by PostgreSQL alone, and is gone when Vault is back. */
export function leftBehindIsGone(
  left: LeftBehindCredentials,
  outage: OutagePlan,
  factor: number,
): Observation[] {
  const subject = { ...left.owner.about, object: left.role.path };
  const notChecked = tooLong("its default_ttl", left.role.defaultTtl, factor);
  const found = () => {
    if (left.found) return left.found;
    if (outage.notChecked) throw new NotChecked(outage.notChecked);
    throw new Violation(outage.reason ?? "no credential was left behind");
  };
  return [
    {
      id: "locked-out-without-vault",
      kind: "lease",
      says: "is locked out while Vault is stopped",
      about: subject,
      notChecked,
      isDone: () => outage.isOver,
      result: () => {
        const { user, wasLetIn, isLockedOut } = found();
        if (!wasLetIn) throw new Violation(`${user} was refused before its lease had ended`);
        if (!isLockedOut)
          throw new Violation(`${user} still logs in when its lease has ended and Vault is stopped`);
        return `PostgreSQL refused ${user} while Vault was stopped`;
      },
    },
    {
      id: "gone-when-vault-is-back",
      kind: "revocation",
      says: "gone when Vault is back",
      about: subject,
      notChecked,
      isDone: () => outage.isOver,
      result: () => {
        const { user, isGone } = found();
        if (!isGone) throw new Violation(`${user} is still there when Vault is back`);
        return `${user} was gone when Vault was back`;
      },
    },
  ];
}
