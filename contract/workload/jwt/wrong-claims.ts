import type { WrongJwt } from "./wrong-jwt";

/** What one issuer or the other calls the same. */
const NAMES = ["repository", "project_path"];
const IDS = ["repository_id", "project_id"];
const EVENTS = ["event_name", "pipeline_source"];
const OTHERS = ["ref", "ref_type", "ref_protected", "workflow_ref", "environment"];
const KNOWN = [...NAMES, ...IDS, ...EVENTS, ...OTHERS];

/** Tokens that say something else of a job, each in one regard: all else is as it should be. */
export const WRONG_CLAIMS: readonly WrongJwt[] = [
  repository("other-repository-refused", "another repository", ({ owner }) => `${owner}/contract-other`, "0"),
  repository("fork-refused", "a fork", ({ name }) => `contract-other/${name}`, "0"),
  repository("taken-name-refused", "a name that somebody took", ({ owner, name }) => `${owner}/${name}`, "0"),
  repository("moved-repository-refused", "a repository that moved", ({ name }) => `contract-other/${name}`),
  repository(
    "other-case-refused",
    "a name in another case",
    ({ owner, name }) => `${owner}/${swapped(name)}`,
  ),
  repository("wildcard-refused", "a name with a wildcard", ({ owner }) => `${owner}/*`),
  claim("other-ref-refused", "another ref", "ref", (ref) => `${ref}-contract-other`),
  claim("other-kind-of-ref-refused", "another kind of ref", "ref_type", () => "contract-other"),
  claim("unprotected-ref-refused", "an unprotected ref", "ref_protected", () => "false"),
  claim("other-workflow-refused", "another workflow", "workflow_ref", (ref) =>
    ref.replace(/[^/]*@/, "contract-other.yml@"),
  ),
  claim("other-environment-refused", "another environment", "environment", () => "contract-other"),
  claim("no-environment-refused", "no environment", "environment", () => undefined),
  event("pull-request-refused", "a pull request", ["pull_request", "merge_request_event"]),
  event("push-refused", "a push", ["push", "push"]),
  event("other-event-refused", "what a pull request starts in its target", [
    "pull_request_target",
    "external_pull_request_event",
  ]),
  {
    id: "other-claim-refused",
    says: "another claim",
    wrong: ({ claims }) => {
      const name = Object.keys(claims).find((each) => !KNOWN.includes(each));
      return name === undefined ? undefined : { claims: { [name]: "contract-other" } };
    },
  },
  {
    id: "no-claims-refused",
    says: "no claims",
    wrong: ({ claims, userClaim }) => {
      const left = Object.keys(claims).filter((each) => each !== userClaim);
      return left.length ? { claims: Object.fromEntries(left.map((each) => [each, undefined])) } : undefined;
    },
  },
];

/** A token with another value of a claim that the workload is bound to. */
function claim(
  id: string,
  says: string,
  name: string,
  other: (value: string) => string | undefined,
): WrongJwt {
  return {
    id,
    says,
    wrong: ({ claims: { [name]: bound } }) => bound && { claims: { [name]: other(bound[0] ?? "") } },
  };
}

/** A token of a job that something else started, as GitHub says it and as GitLab does. It isn't wrong where it is bound to that. */
function event(id: string, says: string, [onGitHub, onGitLab]: readonly [string, string]): WrongJwt {
  return {
    id,
    says,
    wrong: ({ claims }) => {
      const name = EVENTS.find((each) => claims[each]);
      const other = name === "event_name" ? onGitHub : onGitLab;
      return name === undefined || claims[name]?.includes(other) ? undefined : { claims: { [name]: other } };
    },
  };
}

/** A token of another repository. @param number that of the repository. @default - the one that it is bound to */
function repository(
  id: string,
  says: string,
  other: (bound: { readonly owner: string; readonly name: string }) => string,
  number?: string,
): WrongJwt {
  return {
    id,
    says,
    wrong: ({ claims }) => {
      const [name, numberClaim] = [NAMES, IDS].map((names) => names.find((each) => claims[each]));
      if (name === undefined || numberClaim === undefined) return undefined;
      const parts = (claims[name]?.[0] ?? "").split("/");
      const bound = { owner: parts.slice(0, -1).join("/"), name: parts.at(-1) ?? "" };
      return { claims: { [name]: other(bound), ...(number && { [numberClaim]: number }) } };
    },
  };
}

function swapped(name: string): string {
  const upper = name.toUpperCase();
  return name === upper ? name.toLowerCase() : upper;
}
