import { Issuance } from "../../../constructs";
import { production as deployed } from "../../../environments/production";
import type { Environment } from "../../../environments/environment";

/** Production with statements that make leased roles: more can be wrong with them than with calls of functions. */
export const production: Environment = { ...deployed, issuance: Issuance.statements() };
