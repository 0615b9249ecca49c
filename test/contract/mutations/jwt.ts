import type { Deployment } from "../../../contract/deployment";
import { type Attributes, edit, type Mutation, set } from "./mutation";
import type { ServerMutation } from "./servers";

const GITLAB = "vault_jwt_auth_backend.gitlab_";
const BRANCH = "vault_jwt_auth_backend_role.gitlab_branch_";
const TAG = "vault_jwt_auth_backend_role.gitlab_tag_";
const REVIEW = "vault_jwt_auth_backend_role.gitlab_review_";
const PLAN = "vault_jwt_auth_backend_role.ghes_plan_";
const NIGHTLY = "vault_jwt_auth_backend_role.jwks_nightly_";
const WEEKLY = "vault_jwt_auth_backend_role.keys_weekly_";

/** Binds a login role to other claims, or to none of a name. */
const claims = (role: string, change: Readonly<Record<string, string | undefined>>) =>
  edit(role, (attributes) => {
    const changed = Object.entries({ ...(attributes.bound_claims as Attributes), ...change });
    return { ...attributes, bound_claims: Object.fromEntries(changed.filter(([, value]) => value)) };
  });

/** Takes a path out of the policy of a workload. */
const withoutPath = (workload: string, path: string) =>
  edit(`vault_policy.${workload}_policy_`, (attributes) => {
    const policy = JSON.parse(attributes.policy as string) as { path: Attributes };
    if (!(path in policy.path)) throw new Error(`the policy of ${workload} has no ${path}`);
    Reflect.deleteProperty(policy.path, path);
    return { ...attributes, policy: JSON.stringify(policy) };
  });

/** Wrong edits of who logs in with the tokens of an issuer. */
export const JWT_MUTATIONS: readonly Mutation[] = [
  [
    "clocks may differ by an hour",
    set(BRANCH, { clock_skew_leeway: 3600 }),
    [
      "branch (gitlab): expired-token-refused: Vault lets in an expired token",
      "branch (gitlab): early-token-refused: Vault lets in a token that is not valid yet",
      "branch (gitlab): login-role-as-described: clock_skew_leeway is 3600 instead of 0",
    ],
  ],
  [
    "a job's token may be for another audience, too",
    set(BRANCH, { bound_audiences: ["https://vault.acme.example", "contract-other"] }),
    "branch (gitlab): other-audience-refused: Vault lets in another audience",
  ],
  [
    "a job's token may be for nobody",
    set(BRANCH, { bound_audiences: [] }),
    "branch (gitlab): no-audience-refused: Vault lets in no audience",
  ],
  [
    "an issuer's tokens may be by anybody who has its key",
    set(GITLAB, { bound_issuer: undefined }),
    [
      "test: issuers-as-described: auth/gitlab/config: bound_issuer is empty instead of https://gitlab.acme.example",
      "branch (gitlab): other-issuer-refused: Vault lets in another issuer",
    ],
  ],
  [
    "tokens may be signed otherwise",
    set(GITLAB, { jwt_supported_algs: ["RS256", "RS384"] }),
    "test: issuers-as-described: auth/gitlab/config: jwt_supported_algs is RS256, RS384 instead of RS256",
  ],
  [
    "jobs are told apart by another claim",
    set(PLAN, { user_claim: "repository" }),
    [
      "plan (ghes): no-subject-refused: Vault lets in no subject",
      "plan (ghes): login-role-as-described: user_claim is repository instead of sub",
    ],
  ],
  [
    "a token may be about anybody",
    set(WEEKLY, { bound_subject: undefined }),
    "weekly (keys): other-subject-refused: Vault lets in another subject",
  ],
  [
    "every project may log in",
    claims(BRANCH, { project_path: undefined, project_id: undefined }),
    [
      "branch (gitlab): other-repository-refused: Vault lets in another repository",
      "branch (gitlab): fork-refused: Vault lets in a fork",
    ],
  ],
  [
    "a project is known by its name alone",
    claims(BRANCH, { project_id: undefined }),
    "branch (gitlab): taken-name-refused: Vault lets in a name that somebody took",
  ],
  [
    "a project is known by its number alone",
    claims(BRANCH, { project_path: undefined }),
    "branch (gitlab): moved-repository-refused: Vault lets in a repository that moved",
  ],
  [
    "a project's name may be in capitals",
    claims(BRANCH, { project_path: "acme/infra/platform,acme/infra/PLATFORM" }),
    "branch (gitlab): other-case-refused: Vault lets in a name in another case",
  ],
  [
    "a project's name may be a wildcard",
    claims(BRANCH, { project_path: "acme/infra/platform,acme/infra/*" }),
    "branch (gitlab): wildcard-refused: Vault lets in a name with a wildcard",
  ],
  [
    "every branch may log in, by a wildcard",
    (stack) => claims(BRANCH, { ref: "*" })(set(BRANCH, { bound_claims_type: "glob" })(stack)),
    [
      "branch (gitlab): other-ref-refused: Vault lets in another ref",
      "branch (gitlab): login-role-as-described: bound_claims is pipeline_source push, web, project_id 42, project_path acme/infra/platform, ref *, ref_protected true, ref_type branch instead of pipeline_source push, web, project_id 42, project_path acme/infra/platform, ref main, ref_protected true, ref_type branch; bound_claims_type is glob instead of string",
    ],
  ],
  [
    "a tag of the branch's name may log in",
    claims(BRANCH, { ref_type: undefined }),
    "branch (gitlab): other-kind-of-ref-refused: Vault lets in another kind of ref",
  ],
  [
    "an unprotected branch may log in",
    claims(BRANCH, { ref_protected: undefined }),
    "branch (gitlab): unprotected-ref-refused: Vault lets in an unprotected ref",
  ],
  [
    "every workflow may log in",
    claims(PLAN, { workflow_ref: undefined }),
    "plan (ghes): other-workflow-refused: Vault lets in another workflow",
  ],
  [
    "a job may be for any environment, or none",
    claims(TAG, { environment: undefined }),
    [
      "tag (gitlab): other-environment-refused: Vault lets in another environment",
      "tag (gitlab): no-environment-refused: Vault lets in no environment",
    ],
  ],
  [
    "a pull request may do what a branch may",
    claims(PLAN, { event_name: "push,workflow_dispatch,pull_request" }),
    "plan (ghes): pull-request-refused: Vault lets in a pull request",
  ],
  [
    "whatever starts a job, it may log in",
    claims(REVIEW, { pipeline_source: undefined }),
    [
      "review (gitlab): push-refused: Vault lets in a push",
      "review (gitlab): other-event-refused: Vault lets in what a pull request starts in its target",
    ],
  ],
  [
    "every team may log in",
    claims(NIGHTLY, { team: undefined }),
    [
      "nightly (jwks): other-claim-refused: Vault lets in another claim",
      "nightly (jwks): no-claims-refused: Vault lets in no claims",
    ],
  ],
  [
    "a job's token lives for a day",
    set(BRANCH, { token_ttl: 86_400, token_max_ttl: 86_400 }),
    "branch (gitlab): token: its token lives 86400 s instead of 1200 s",
  ],
  [
    "a job's token has the default policy",
    set(BRANCH, { token_no_default_policy: false }),
    "branch (gitlab): token: its token has the policies default, gitlab-branch instead of gitlab-branch",
  ],
  [
    "a job may not read what a plan reads",
    withoutPath("gitlab_branch", "database/config/appdb"),
    [
      "branch (gitlab): may-plan (worked-on): it may not read on database/config/appdb",
      "branch (gitlab): policy-as-described: gitlab-branch: missing: read on database/config/appdb",
    ],
  ],
  [
    "a job may not list the leases that it is to end",
    withoutPath("jwks_nightly", "sys/leases/lookup/database/creds/*"),
    "nightly (jwks): may-drain (worked-on): it may not list on sys/leases/lookup/database/creds/*, sudo on sys/leases/lookup/database/creds/*",
  ],
  [
    "keys are from another place than is described",
    (stack) =>
      set("vault_jwt_auth_backend.jwks_", { jwks_url: "https://elsewhere.example/keys" })(
        set(GITLAB, { oidc_discovery_url: "https://elsewhere.example", oidc_discovery_ca_pem: undefined })(
          stack,
        ),
      ),
    [
      "auth method jwks: settings-as-described: jwks_url is https://elsewhere.example/keys instead of https://ci.acme.example/keys",
      "auth method gitlab: settings-as-described: oidc_discovery_url is https://elsewhere.example instead of https://gitlab.acme.example; CA is the host's own CAs instead of the CA in variable gitlab_ca",
    ],
  ],
  [
    "a key is given that is not described",
    edit("vault_jwt_auth_backend.keys_", (attributes) => ({
      ...attributes,
      jwt_validation_pubkeys: (attributes.jwt_validation_pubkeys as string[]).slice(1),
    })),
    /^auth method keys: settings-as-described: jwt_validation_pubkeys is [0-9a-f]{64} instead of [0-9a-f]{64}, [0-9a-f]{64}$/,
  ],
];

/** Of the stack of GitHub's jobs. */
export const GITHUB_MUTATIONS: readonly Mutation[] = [
  [
    "a job may not make what it deploys",
    withoutPath("github_deploy", "sys/mounts/database"),
    "deploy (ci/github): may-deploy (worked-on): it may not delete on sys/mounts/database, read on sys/mounts/database, update on sys/mounts/database",
  ],
  [
    "a branch's job may be for another branch",
    claims("vault_jwt_auth_backend_role.github_deploy_", { ref: undefined }),
    "deploy (ci/github): other-ref-refused: Vault lets in another ref",
  ],
];

/** What Vault would do that doesn't look at signatures: the issuer itself signs what it should not have signed. */
const whateverTheSignature = (deployment: Deployment): Promise<Deployment> =>
  Promise.resolve({
    ...deployment,
    jwts: (path) => ({ issue: (all) => deployment.jwts(path).issue(all) }),
  });

export const JWT_SERVER_MUTATIONS: readonly ServerMutation[] = [
  [
    "Vault takes whatever signature a token has",
    whateverTheSignature,
    [
      "branch (gitlab): other-key-refused: Vault lets in another key",
      "branch (gitlab): unsigned-token-refused: Vault lets in no signature",
      "branch (gitlab): public-key-as-secret-refused: Vault lets in the public key as secret",
    ],
  ],
];
