import type { JwtClaims } from "../../deployment";
import type { WrongJwt } from "./wrong-jwt";

/** Vault lets clocks differ by a minute. */
const BEYOND_LEEWAY_S = 120;
const DAY_S = 24 * 3600;

/** Tokens that are wrong whatever they say of the job. */
export const WRONG_TOKENS: readonly WrongJwt[] = [
  at("expired-token-refused", "an expired token", (now) => ({
    iat: now - DAY_S,
    nbf: now - DAY_S,
    exp: now - BEYOND_LEEWAY_S,
  })),
  at("early-token-refused", "a token that is not valid yet", (now) => ({
    nbf: now + BEYOND_LEEWAY_S,
    exp: now + DAY_S,
  })),
  token("other-audience-refused", "another audience", { aud: "contract-other" }),
  token("no-audience-refused", "no audience", { aud: undefined }),
  token("other-issuer-refused", "another issuer", { iss: "https://contract-other.invalid" }),
  { id: "other-key-refused", says: "another key", wrong: () => ({ signature: "stranger" }) },
  { id: "unsigned-token-refused", says: "no signature", wrong: () => ({ signature: "none" }) },
  {
    id: "public-key-as-secret-refused",
    says: "the public key as secret",
    wrong: () => ({ signature: "public key as secret" }),
  },
  {
    id: "no-subject-refused",
    says: "no subject",
    wrong: ({ userClaim, subject }) =>
      userClaim === "sub" || subject !== undefined ? { claims: { sub: undefined } } : undefined,
  },
  {
    id: "other-subject-refused",
    says: "another subject",
    wrong: ({ subject }) => (subject === undefined ? undefined : { claims: { sub: "contract-other" } }),
  },
];

function token(id: string, says: string, claims: JwtClaims): WrongJwt {
  return { id, says, wrong: () => ({ claims }) };
}

/** A token whose times are wrong. */
function at(id: string, says: string, claims: (now: number) => JwtClaims): WrongJwt {
  return { id, says, wrong: () => ({ claims: claims(Math.floor(Date.now() / 1000)) }) };
}
