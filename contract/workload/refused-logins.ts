import type { AppRoleLogin, KubernetesLogin } from "../../constructs";
import type { Ability } from "../abilities";
import type { Check } from "../check";
import type { Context } from "../context";
import type { Deployment, ServiceAccountClaims } from "../deployment";
import { logInBySecretId, newSecretId } from "./approle-login";
import { expectRefused } from "./authentication";
import { refusedJwts } from "./jwt/refused-jwts";
import { claimsOf, logInByKubernetes, logInByToken } from "./kubernetes-login";
import type { WorkloadContext } from "./workload-context";

/** What must not log a workload in, by its auth method. */
export function refusedLogins({ deployment }: Context, context: WorkloadContext): Check[] {
  const { login } = context.workload;
  switch (login.method) {
    case "approle":
      return secretIdChecks(deployment, context, login);
    case "kubernetes":
      return [
        ...serviceAccountChecks(deployment, context, login),
        ...otherClusterChecks(deployment, context, login),
      ];
    case "jwt":
      return refusedJwts(deployment, context, login);
    case "token":
      return [revokedTokenCheck(deployment, context)];
  }
}

/** A secret ID is refused when it was used as often as it may be. */
function secretIdChecks(
  deployment: Deployment,
  { about, workload }: WorkloadContext,
  login: AppRoleLogin,
): Check[] {
  const { uses } = login.secretId;
  if (!uses) return [];
  return [
    {
      id: "secret-id-refused-after-its-uses",
      kind: "refused",
      says: "a secret ID that was used up",
      about,
      harm: "issues a lease",
      needs: ["root of Vault"],
      attempt: async () => {
        const secretId = await newSecretId(deployment, workload, login);
        for (let use = 0; use < uses; use++) await logInBySecretId(deployment, workload, login, secretId);
        await expectRefused(`a secret ID after ${uses} uses`, () =>
          logInBySecretId(deployment, workload, login, secretId),
        );
        return `refused after ${uses} ${uses === 1 ? "use" : "uses"}`;
      },
    },
  ];
}

/** The accessor that was recorded when a token was made is enough to end it. */
function revokedTokenCheck({ vault }: Deployment, context: WorkloadContext): Check {
  return {
    id: "revoked-token-refused",
    kind: "refused",
    says: "a token that was revoked by its accessor",
    about: context.about,
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const { client_token: token, accessor } = await context.logIn();
      await vault.request("POST", "auth/token/revoke-accessor", { accessor });
      await expectRefused("a revoked token", () =>
        vault.withToken(token).request("GET", "auth/token/lookup-self"),
      );
      return "refused when its accessor was revoked";
    },
  };
}

interface WrongToken {
  readonly id: string;
  readonly what: string;
  readonly says: string;
  readonly claims: Partial<ServiceAccountClaims>;
  /** The bound names that it must not match. */
  readonly bound?: (login: KubernetesLogin) => readonly string[];
  readonly needs?: Ability;
}

const WRONG_TOKENS: readonly WrongToken[] = [
  {
    id: "other-audience-refused",
    what: "other audience",
    says: "another audience",
    claims: { audience: "contract-other" },
  },
  {
    id: "other-service-account-refused",
    what: "other service account",
    says: "another service account",
    claims: { serviceAccount: "contract-other" },
    bound: ({ serviceAccounts }) => serviceAccounts,
  },
  {
    id: "other-namespace-refused",
    what: "other namespace",
    says: "another namespace",
    claims: { namespace: "contract-other" },
    bound: ({ namespaces }) => namespaces,
  },
  {
    id: "expired-service-account-token-refused",
    what: "expired service account token",
    says: "an expired service account token",
    claims: { ttlSeconds: -60 },
    needs: "expired service account tokens",
  },
];

/** Tokens of another audience, service account or namespace, and expired ones, are refused. */
function serviceAccountChecks(
  deployment: Deployment,
  { about, workload }: WorkloadContext,
  login: KubernetesLogin,
): Check[] {
  // Where somebody acknowledged a wildcard, it lets others in.
  const isTried = ({ bound }: WrongToken) => !bound?.(login).some((name) => name.includes("*"));
  return WRONG_TOKENS.filter(isTried).map(({ id, what, says, claims, needs }) => ({
    id,
    kind: "refused",
    says,
    about,
    harm: "issues a lease",
    needs: ["service account tokens", ...(needs ? [needs] : [])],
    attempt: () => expectRefused(what, () => logInByKubernetes(deployment, workload, login, claims)),
  }));
}

/** A token that another cluster has issued is refused, though it is of a service account of the same name. */
function otherClusterChecks(
  deployment: Deployment,
  { about, workload }: WorkloadContext,
  login: KubernetesLogin,
): Check[] {
  const methods = deployment.access.authMethods.filter(({ type }) => type === "kubernetes");
  const own = methods.find(({ path }) => path === login.path)?.cluster?.host;
  const other = methods.find(({ cluster }) => cluster && own !== undefined && cluster.host !== own);
  if (!other) return [];
  return [
    {
      id: "other-cluster-refused",
      kind: "refused",
      says: "another cluster",
      about,
      harm: "issues a lease",
      needs: ["service account tokens", "clusters that are apart"],
      attempt: () =>
        expectRefused("a token of another cluster", async () => {
          const jwt = await deployment.serviceAccountTokens(other.path).issue(claimsOf(login));
          return logInByToken(deployment, workload, login, jwt);
        }),
    },
  ];
}
