import { isMissing } from "../rendered/literal";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

/** Claims that say whose a token is: GitHub's, GitLab's, and any issuer's. */
const WHOSE = ["repository", "repository_id", "project_path", "project_id", "sub"];

export const jwtRepository: GuardrailRule = {
  id: "jwt-repository",
  what: "A role for JWTs is bound to a repository, a project or a subject.",
  why: "One issuer signs the tokens of everybody's repositories: by the branch alone, every main of GitHub gets in.",
  fix: "use boundTo: GitHubJob.branch(…), GitLabJob.branch(…) or JwtSubject.of(…)",
  check: (stack) =>
    stack
      .ofType("vault_jwt_auth_backend_role")
      .filter(({ attributes }) => {
        const claims = entries(attributes.bound_claims).filter(
          ([, value]) => !isMissing(value) && value !== "",
        );
        return !attributes.bound_subject && !claims.some(([claim]) => WHOSE.includes(claim));
      })
      .map(({ path }) => ({ path, message: "it is bound to no repository, project or subject" })),
};
