import type { AppRoleLogin } from "../../access/login-description";
import { Duration } from "../../duration";
import type { Problem } from "../../private/validation";
import type { VaultToken } from "../../vault-token";

/**
 * An agent whose token has an end logs in again, with the secret ID it has: where that has ended, or was used up, the
 * agent ends, and hours after it was started the workload is without a credential.
 */
export function loginProblems({ secretId }: AppRoleLogin, { bounds }: VaultToken): Problem[] {
  if (!bounds?.maxTtl.isValid()) return [];
  const { maxTtl } = bounds;
  const isTooShort = secretId.ttl <= maxTtl.toSeconds();
  const logins = Math.ceil(secretId.ttl / maxTtl.toSeconds());
  const rule = "agent-login";
  if (isTooShort)
    return [
      {
        rule,
        message: `its token ends after ${maxTtl} at most, and its secret ID ends after ${Duration.seconds(secretId.ttl)}: the agent can't log in again`,
        fix: `use VaultToken.periodic(…), which doesn't end while the agent runs, or a secretIdTtl above ${maxTtl}`,
      },
    ];
  if (secretId.uses >= logins) return [];
  const uses = secretId.uses === 1 ? "one use" : `${secretId.uses} uses`;
  return [
    {
      rule,
      message: `its token ends after ${maxTtl} at most, and its secret ID has ${uses}: the agent can't log in again`,
      fix: `use VaultToken.periodic(…), which doesn't end while the agent runs, or ${logins} or more as secretIdUses`,
    },
  ];
}
