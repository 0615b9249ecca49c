import type { Problem } from "../../private/validation";
import type { IDatabaseRole } from "../../database-role";
import type { AgentScope } from "../agent-props";
import type { VaultToken } from "../../vault-token";

/**
 * An agent whose token has an end logs in again, with the secret ID it has: where that has ended, or was used up, the
 * agent ends, and hours after it was started the workload is without a credential.
 */
export function loginProblems({ login: { secretId }, secretIdTtl, token }: AgentScope): Problem[] {
  const { maxTtl } = token.bounds ?? {};
  if (!maxTtl?.isValid() || !secretIdTtl.isValid()) return [];
  const ends = `its token ends after ${maxTtl} at most`;
  const periodic = "use VaultToken.periodic(…), which doesn't end while the agent runs";
  const problem = (why: string, instead: string): Problem[] => [
    {
      rule: "agent-login",
      message: `${ends}, and its secret ID ${why}: the agent can't log in again`,
      fix: `${periodic}, or ${instead}`,
    },
  ];
  if (secretIdTtl.toSeconds() <= maxTtl.toSeconds())
    return problem(`ends after ${secretIdTtl}`, `a secretIdTtl above ${maxTtl}`);
  const logins = Math.ceil(secretIdTtl.toSeconds() / maxTtl.toSeconds());
  if (!(secretId.uses < logins)) return [];
  const uses = secretId.uses === 1 ? "one use" : `${secretId.uses} uses`;
  return problem(`has ${uses}`, `${logins} or more as secretIdUses`);
}

/** A lease dies with the token that asked for it, and the file that has its user is stale then. */
export function leaseProblems({ bounds }: VaultToken, roles: readonly IDatabaseRole[]): Problem[] {
  return roles.flatMap(({ roleName, defaultTtl }) => {
    if (!bounds?.maxTtl.isValid() || !defaultTtl?.isValid()) return [];
    if (defaultTtl.toSeconds() <= bounds.maxTtl.toSeconds()) return [];
    return [
      {
        rule: "agent-token",
        message: `its token ends after ${bounds.maxTtl} at most, before a lease of "${roleName}", which is of ${defaultTtl}`,
        fix: "use VaultToken.periodic(…), raise maxTtl of the token, or lower defaultTtl of the role",
        guardrail: "token-outlives-lease",
      },
    ];
  });
}
