import type { PlannedChange } from "../planned-change";
import { goneOf, isMadeAgain, type Planned, textOf } from "./consequence";

const TYPE = "vault_database_secret_backend_role";

/** The roles that Vault doesn't have afterwards. */
export function removedRoles(planned: Planned): PlannedChange[] {
  return goneOf(planned, TYPE).filter((role) => !isMadeAgain(planned, role, ["backend", "name"]));
}

/** `database/creds/app-readonly` */
export function leasedPathOf({ before }: PlannedChange): string {
  return `${textOf(before.backend)}/creds/${textOf(before.name)}`;
}

/** The roles of a connection that Vault has before. */
export function rolesOf({ changes }: Planned, engine: string, connection: string): PlannedChange[] {
  return changes.filter(
    ({ type, before }) => type === TYPE && before.backend === engine && before.db_name === connection,
  );
}
