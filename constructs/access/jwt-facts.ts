import { certificateName } from "./certificate-source";
import type { Fact } from "./fact";
import type { JwtIssuerDescription, JwtKeysDescription } from "./jwt-issuer-description";
import type { JwtLogin } from "./login-description";

type Told = Omit<Fact, "subject">;

/** Whose tokens log in by an auth method for JWTs. */
export function jwtIssuerFacts({ issuer, keys, algorithm }: JwtIssuerDescription): Told[] {
  return [
    { setting: "issuer", what: `tokens by ${issuer}` },
    { setting: "keys", what: keysInWords(keys) },
    { setting: "signatures", what: `signatures by ${algorithm}` },
  ];
}

function keysInWords(keys: JwtKeysDescription): string {
  if ("publicKeys" in keys) return `keys of SHA-256 ${keys.publicKeys.join(" and ")}`;
  const [from, url] =
    "jwksUrl" in keys ? ["the key set at", keys.jwksUrl] : ["keys by discovery at", keys.discoveryUrl];
  return `${from} ${url}, by ${certificateName(keys.ca)}`;
}

/** Which tokens log a workload in. */
export function jwtLoginFacts({ audience, subject, claims, userClaim }: JwtLogin): Told[] {
  return [
    { setting: "audience", what: `login by tokens for audience ${audience}` },
    { setting: "user claim", what: `logins told apart by ${userClaim}` },
    ...(subject === undefined ? [] : [{ setting: "subject", what: `login by tokens of subject ${subject}` }]),
    ...Object.entries(claims).map(([claim, values]) => ({
      setting: `claim ${claim}`,
      what: `login by tokens whose ${claim} is ${values.join(" or ")}`,
    })),
  ];
}
