import { VaultClient } from "../../../clients/vault-client";
import type { JwtLogin, WorkloadDescription } from "../../../constructs";
import type { Deployment, JwtClaims } from "../../deployment";
import type { Authentication } from "../authentication";
import type { JwtDifference } from "./wrong-jwt";

/** Logs in with a token of an issuer. @param wrong what is not as it should be */
export async function logInByJwt(
  deployment: Pick<Deployment, "vault" | "jwts">,
  { name }: Pick<WorkloadDescription, "name">,
  login: JwtLogin,
  { claims, signature }: JwtDifference = {},
): Promise<Authentication> {
  const { path } = login;
  const jwt = await deployment.jwts(path).issue({ ...jwtClaimsOf(login), ...claims }, signature);
  const anybody = new VaultClient(deployment.vault.address);
  const { auth } = await anybody.request("POST", `auth/${path}/login`, { role: name, jwt });
  return auth as Authentication;
}

/** What a token has to say. */
export function jwtClaimsOf({ audience, subject, claims, userClaim }: JwtLogin): JwtClaims {
  const bound = Object.entries(claims).map(([claim, [value]]) => [claim, value]);
  return { [userClaim]: "contract", ...Object.fromEntries(bound), sub: subject ?? "contract", aud: audience };
}
