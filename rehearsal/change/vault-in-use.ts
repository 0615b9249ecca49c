import type { VaultClient } from "../../clients/vault-client";
import type { AccessManifest } from "../../constructs";
import { namesOf, readStorage, readTexts } from "../../contract/vault/storage";
import type { VaultBefore } from "../../contract/vault/vault-before";

/** What a login leaves, whatever becomes of it: who it was, tokens, and a secret ID that is good for more of them. */
const LOGIN =
  /^(?:logical\/identity\/|sys\/token\/(?!roles\/)|sys\/expire\/id\/auth\/|auth\/.+\/(?:accessor|secret_id)\/)/;
/** What an audit device leaves when it is gone: Vault doesn't say whose it is. */
const AUDIT_DEVICE = /^audit\//;

/**
 * A Vault as it was before a stack, with what is left there of logins and of audit devices that are gone: whatever else a
 * change leaves is not in it.
 */
export async function vaultInUse(
  before: VaultBefore,
  vault: VaultClient,
  was: AccessManifest,
  is: AccessManifest,
): Promise<VaultBefore> {
  const now = await readStorage(vault);
  const names = namesOf(now.entries, now.mounts);
  const ofKind = (kind: RegExp) =>
    now.entries.filter((entry, index) => kind.test(names[index] ?? "") && !before.texts.has(entry));
  const left = [...ofKind(LOGIN), ...ofKind(AUDIT_DEVICE).slice(0, devicesGone(was, is))];
  const { reference } = before;
  return {
    ...before,
    entries: [...before.entries, ...left],
    texts: new Map([...before.texts, ...(await readTexts(vault, left))]),
    // Those may change, and end.
    reference: { ...reference, tables: [...reference.tables, ...left] },
  };
}

function devicesGone(was: AccessManifest, is: AccessManifest): number {
  const isThere = ({ path }: AccessManifest["auditDevices"][number]) =>
    is.auditDevices.some((device) => device.path === path);
  return was.auditDevices.filter((device) => !isThere(device)).length;
}
