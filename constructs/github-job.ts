import type { JwtBounds } from "./jwt-bounds";
import { environmentClaim } from "./private/jwt-claims";
import {
  branchProblems,
  choiceProblems,
  claimProblems,
  type Problem,
  wordProblems,
} from "./private/jwt-problems";

const KNOWN_EVENTS = ["push", "workflow_dispatch", "schedule", "release", "merge_group"] as const;
/** Events of GitHub Actions that only whoever may write to the repository brings about. */
export type GitHubEvent = (typeof KNOWN_EVENTS)[number];

const EVENTS: readonly GitHubEvent[] = ["push", "workflow_dispatch"];

/** A repository, by its name and by the number that nobody else gets: GitHub lets others take a name that was given up. */
export interface GitHubRepositoryProps {
  /** Owner and name: `acme/platform`. The claim `repository`. */
  readonly repository: string;
  /** Its number: `gh api repos/acme/platform --jq .id`. The claim `repository_id`. */
  readonly repositoryId: string;
}

export interface GitHubEnvironmentJobProps extends GitHubRepositoryProps {
  /** What starts it. The claim `event_name`. @default ["push", "workflow_dispatch"] */
  readonly events?: readonly GitHubEvent[];
}

export interface GitHubPullRequestJobProps extends GitHubRepositoryProps {
  /** The environment that it names, so that it waits for whoever has to approve that. The claim `environment`. @default - any, or none */
  readonly environment?: string;
}

export interface GitHubRefJobProps extends GitHubEnvironmentJobProps {
  /** The file in `.github/workflows` that it is a job of: `deploy.yml`. Part of the claim `workflow_ref`. */
  readonly workflow: string;
  /** The environment that it deploys to, too. The claim `environment`. @default - any, or none */
  readonly environment?: string;
}

/**
 * A job of GitHub Actions, by what its token says of it. Claims are compared in full, and each by itself: `sub` can be made
 * up otherwise in every repository, so nothing is bound to it.
 *
 * @see GitHub documentation, "OpenID Connect reference",
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export class GitHubJob implements JwtBounds {
  /** A job of one workflow, as it is on a branch. */
  static branch(branch: string, props: GitHubRefJobProps): GitHubJob {
    return GitHubJob.ofRef(`refs/heads/${branch}`, props, () => branchProblems("branch", branch));
  }

  /** A job of one workflow, as it is at one tag. */
  static tag(tag: string, props: GitHubRefJobProps): GitHubJob {
    return GitHubJob.ofRef(`refs/tags/${tag}`, props, () => branchProblems("tag", tag));
  }

  /**
   * A job that deploys to an environment, of whatever branch and workflow GitHub lets do that: by the environment's protection
   * rules, without which everybody who may push has it. Bound to a branch, too: `GitHubJob.branch` with `environment`.
   */
  static environment(environment: string, props: GitHubEnvironmentJobProps): GitHubJob {
    const claims = { ...writerClaims(props), ...environmentClaim(environment) };
    return new GitHubJob(claims, props, () => eventProblems(props));
  }

  /**
   * Jobs for pull requests: of every branch and workflow, as whoever opened it has changed it. For what reads and nothing else.
   * GitHub gives no token to a pull request from a fork, if the repository's settings don't send it write tokens.
   */
  static pullRequest(props: GitHubPullRequestJobProps): GitHubJob {
    const own = { ...repositoryClaims(props), event_name: ["pull_request"] };
    return new GitHubJob({ ...own, ...environmentClaim(props.environment) }, props);
  }

  private static ofRef(ref: string, props: GitHubRefJobProps, refProblems: () => Problem[]): GitHubJob {
    const { repository, workflow, environment } = props;
    const claims = {
      ...writerClaims(props),
      ref: [ref],
      workflow_ref: [`${repository}/.github/workflows/${workflow}@${ref}`],
      ...environmentClaim(environment),
    };
    return new GitHubJob(claims, props, () => [
      ...refProblems(),
      ...wordProblems("jwt-workflow", "workflow", workflow, /^[^/@]+\.ya?ml$/, "deploy.yml"),
      ...eventProblems(props),
    ]);
  }

  readonly kind = "github";
  /** GitHub makes it of repository, ref, environment or event. */
  readonly userClaim = "sub";

  private constructor(
    readonly claims: JwtBounds["claims"],
    private readonly props: GitHubRepositoryProps,
    private readonly ownProblems: () => Problem[] = () => [],
  ) {}

  problems(): Problem[] {
    const { repository, repositoryId } = this.props;
    return [
      ...wordProblems("jwt-repository", "repository", repository, /^([^/]+\/[^/]+)?$/, "acme/platform"),
      ...wordProblems("jwt-repository", "repositoryId", repositoryId, /^\d*$/, "123456789"),
      ...this.ownProblems(),
      ...claimProblems(this.claims),
    ];
  }
}

function repositoryClaims({ repository, repositoryId }: GitHubRepositoryProps) {
  return { repository: [repository], repository_id: [repositoryId] };
}

/** That one of these events started it. */
function writerClaims(props: GitHubEnvironmentJobProps) {
  const { events = EVENTS } = props;
  return { ...repositoryClaims(props), event_name: [...events] };
}

/** Events that others bring about, or with what others wrote. */
function eventProblems({ events = [] }: GitHubEnvironmentJobProps): Problem[] {
  return choiceProblems(
    "events",
    events,
    KNOWN_EVENTS,
    "GitHubJob.pullRequest, for what reads and nothing else",
  );
}
