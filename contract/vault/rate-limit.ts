import { VaultClient, VaultError } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import { newClientAddress } from "../client-addresses";
import type { Context } from "../context";
import type { RoleContext } from "../postgres/role/role-context";
import { settingDifferences } from "../settings";
import { defaultsOf } from "./reference";

/** HTTP's status for who asks too often. */
const TOO_MANY = 429;

/** The limit of a role's requests, whole. */
export function rateLimitAsDescribed({ deployment }: Context, { about, role }: RoleContext): Check[] {
  const { path, rateLimit } = role;
  if (!rateLimit) return [];
  return [
    {
      id: "rate-limit-as-described",
      kind: "also",
      says: "rate limit as described",
      about,
      harm: "nothing",
      needs: ["root of Vault", "Vault before the apply"],
      attempt: async () => {
        const { name, requests: rate, per: interval } = rateLimit;
        const { data = {} } = await deployment.vault.request("GET", `sys/quotas/rate-limit/${name}`);
        const defaults = defaultsOf(deployment.vaultBefore.reference, "rate limit");
        const wrong = settingDifferences({ ...defaults, name, path, rate, interval }, data);
        if (wrong.length) throw new Violation(`${name}: ${wrong.join("; ")}`);
        return `${name} has ${Object.keys(data).length} settings`;
      },
    },
  ];
}

/** A client that asks for more is turned away, and another one isn't. Who has no token is counted, and makes no user. */
export function holdsItsRateLimit({ deployment }: Context, { about, role }: RoleContext): Check[] {
  const { path, rateLimit } = role;
  if (!rateLimit) return [];
  return [
    {
      id: "holds-rate-limit",
      kind: "also",
      says: "turns away who asks too often",
      about,
      harm: "nothing",
      needs: ["clients of any address"],
      attempt: async () => {
        const anybody = new VaultClient(deployment.vault.address);
        const client = anybody.from(newClientAddress());
        const { requests, per } = rateLimit;
        const statuses = await Promise.all(Array.from({ length: requests }, () => statusOf(client, path)));
        const refused = statuses.filter((status) => status === TOO_MANY).length;
        if (refused) throw new Violation(`${refused} of ${requests} requests are turned away`);
        if ((await statusOf(client, path)) !== TOO_MANY)
          throw new Violation(`request ${requests + 1} is let through`);
        if ((await statusOf(anybody.from(newClientAddress()), path)) === TOO_MANY)
          throw new Violation("another client is turned away, too");
        return `request ${requests + 1} within ${per} s is turned away, another client's is not`;
      },
    },
  ];
}

async function statusOf(client: VaultClient, path: string): Promise<number> {
  try {
    await client.request("GET", path);
    return 200;
  } catch (error) {
    if (error instanceof VaultError) return error.status;
    throw error;
  }
}
