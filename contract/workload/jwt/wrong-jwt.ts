import type { JwtLogin } from "../../../constructs";
import type { JwtClaims, JwtSignature } from "../../deployment";

/** What is not as it should be of a token. */
export interface JwtDifference {
  readonly claims?: JwtClaims;
  readonly signature?: JwtSignature;
}

/** A token that must not log anybody in. */
export interface WrongJwt {
  /** The check's. */
  readonly id: string;
  /** What a person reads in the report. */
  readonly says: string;
  /** What is wrong with it. Nothing where a token for this workload can't be wrong so. */
  readonly wrong: (login: JwtLogin) => JwtDifference | undefined;
}
