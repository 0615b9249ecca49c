import type { JwtBounds } from "./jwt-bounds";
import { environmentClaim } from "./private/jwt-claims";
import {
  branchProblems,
  choiceProblems,
  claimProblems,
  type Problem,
  wordProblems,
} from "./private/jwt-problems";

const KNOWN_SOURCES = ["push", "web", "schedule", "api", "trigger", "pipeline", "parent_pipeline"] as const;
/** What starts a pipeline of GitLab CI, where only members of the project do that. */
export type GitLabSource = (typeof KNOWN_SOURCES)[number];

const SOURCES: readonly GitLabSource[] = ["push", "web"];

/** A project, by its path and by the number that nobody else gets: GitLab lets others take a path that was given up. */
export interface GitLabProjectProps {
  /** Groups and name: `acme/platform`. The claim `project_path`. */
  readonly project: string;
  /** Its number, on the project's page. The claim `project_id`. */
  readonly projectId: string;
}

export interface GitLabEnvironmentJobProps extends GitLabProjectProps {
  /** What starts its pipeline. The claim `pipeline_source`. @default ["push", "web"] */
  readonly sources?: readonly GitLabSource[];
}

export interface GitLabRefJobProps extends GitLabEnvironmentJobProps {
  /** The environment that it deploys to, too. The claim `environment`. @default - any, or none */
  readonly environment?: string;
}

/**
 * A job of GitLab CI, by what its token says of it. Claims are compared in full.
 *
 * @see GitLab documentation, "OpenID Connect (OIDC) Authentication Using ID Tokens",
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/
 */
export class GitLabJob implements JwtBounds {
  /** A job on a protected branch. */
  static branch(branch: string, props: GitLabRefJobProps): GitLabJob {
    return GitLabJob.ofRef("branch", branch, props);
  }

  /** A job at one protected tag. */
  static tag(tag: string, props: GitLabRefJobProps): GitLabJob {
    return GitLabJob.ofRef("tag", tag, props);
  }

  /** A job that deploys to an environment, on whatever protected branch or tag. */
  static environment(environment: string, props: GitLabEnvironmentJobProps): GitLabJob {
    const claims = { ...protectedClaims(props), ...environmentClaim(environment) };
    return new GitLabJob(claims, props, () => sourceProblems(props));
  }

  /**
   * Jobs for merge requests: of every branch, as whoever opened it has changed it. For what reads and nothing else. A merge
   * request from a fork has its pipeline in the fork, until a member runs it in the project.
   */
  static mergeRequest(props: GitLabProjectProps): GitLabJob {
    return new GitLabJob({ ...projectClaims(props), pipeline_source: ["merge_request_event"] }, props);
  }

  private static ofRef(refType: "branch" | "tag", ref: string, props: GitLabRefJobProps): GitLabJob {
    const { environment } = props;
    const claims = {
      ...protectedClaims(props),
      ref: [ref],
      ref_type: [refType],
      ...environmentClaim(environment),
    };
    return new GitLabJob(claims, props, () => [...branchProblems(refType, ref), ...sourceProblems(props)]);
  }

  readonly kind = "gitlab";
  /** The subject names every branch, and Vault keeps an identity for each value. */
  readonly userClaim = "project_path";

  private constructor(
    readonly claims: JwtBounds["claims"],
    private readonly props: GitLabProjectProps,
    private readonly ownProblems: () => Problem[] = () => [],
  ) {}

  problems(): Problem[] {
    const { project, projectId } = this.props;
    return [
      ...wordProblems("jwt-repository", "project", project, /^([^/]+(\/[^/]+)+)?$/, "acme/platform"),
      ...wordProblems("jwt-repository", "projectId", projectId, /^\d*$/, "12345678"),
      ...this.ownProblems(),
      ...claimProblems(this.claims),
    ];
  }
}

function projectClaims({ project, projectId }: GitLabProjectProps) {
  return { project_path: [project], project_id: [projectId] };
}

/** A branch of a fork can have any name, and a pipeline for its merge request says it is on that branch. */
function protectedClaims(props: GitLabEnvironmentJobProps) {
  const { sources = SOURCES } = props;
  return { ...projectClaims(props), ref_protected: ["true"], pipeline_source: [...sources] };
}

/** Sources that others bring about, or with what others wrote. */
function sourceProblems({ sources = [] }: GitLabEnvironmentJobProps): Problem[] {
  return choiceProblems(
    "sources",
    sources,
    KNOWN_SOURCES,
    "GitLabJob.mergeRequest, for what reads and nothing else",
  );
}
