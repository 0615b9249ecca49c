import type { JwtLogin } from "../../../constructs";
import type { Check } from "../../check";
import type { Deployment } from "../../deployment";
import { expectRefused } from "../authentication";
import type { WorkloadContext } from "../workload-context";
import { logInByJwt } from "./jwt-login";
import { WRONG_CLAIMS } from "./wrong-claims";
import type { WrongJwt } from "./wrong-jwt";
import { WRONG_TOKENS } from "./wrong-tokens";

/** Tokens that say something else than a workload is bound to, or that its issuer didn't sign so, are refused. */
export function refusedJwts(
  deployment: Deployment,
  { about, workload }: WorkloadContext,
  login: JwtLogin,
): Check[] {
  const refused = ({ id, says, wrong }: WrongJwt): Check => ({
    id,
    kind: "refused",
    says,
    about,
    harm: "issues a lease",
    needs: ["tokens of issuers"],
    attempt: () => expectRefused(says, () => logInByJwt(deployment, workload, login, wrong(login))),
  });
  return [...WRONG_TOKENS, ...WRONG_CLAIMS].filter(({ wrong }) => wrong(login)).map(refused);
}
