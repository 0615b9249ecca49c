import type { SessionDescription } from "../../access/session-description";
import { creationStatements, renewalStatements } from "./creation";
import { creationCalls, renewalCalls, revocationCalls } from "./issuing-calls";
import { revocationStatements } from "./revocation";

/** What a role of Vault's leases, and in what database. */
export interface LeasedRoleSql extends SessionDescription {
  /** Its name in Vault. */
  readonly name: string;
  readonly group: string;
  /** Who gets what leased roles made. */
  readonly heir: string;
  /** The schema with functions that make leased roles. @default - none: statements do */
  readonly issuingSchema?: string;
}

/** Vault's statements of a role, by what they are for. */
export interface LeaseStatements {
  readonly creation: string[];
  readonly renewal: string[];
  readonly revocation: string[];
}

export function leaseStatements(role: LeasedRoleSql): LeaseStatements {
  const { issuingSchema: schema } = role;
  if (schema === undefined)
    return {
      creation: creationStatements(role),
      renewal: renewalStatements(),
      revocation: revocationStatements(role.heir),
    };
  return {
    creation: creationCalls(schema, role.name),
    renewal: renewalCalls(schema, role.name),
    revocation: revocationCalls(schema),
  };
}
