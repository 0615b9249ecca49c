import { workloadName } from "../../constructs/access/access-facts";
import type { AccessManifest } from "../../constructs/access/access-manifest";
import type { DatabaseReference } from "../../constructs/access/postgres-description";
import { databaseName } from "../../constructs/access/postgres-facts";
import { credentialsOf } from "../access/credential";

/** Whom a rule can except. */
interface Subject {
  /** What it alone is called: `myapp (approle at approle)`, `database/creds/app-readonly`, `shop_app in appdb`. */
  readonly whole: string;
  /** What it is called for short. */
  readonly short: readonly string[];
}

/** A role of PostgreSQL, by which database it is described of. */
export function roleName(role: string, database: DatabaseReference): string {
  return `${role} in ${databaseName(database)}`;
}

/** Who is meant by a name, each by its whole one. Several are meant where it doesn't say which. */
export function subjectsNamed(name: string, access: AccessManifest): string[] {
  const all = subjectsOf(access);
  const whole = all.filter((each) => each.whole === name);
  const meant = whole.length ? whole : all.filter(({ short }) => short.includes(name));
  return [...new Set(meant.map((each) => each.whole))];
}

function subjectsOf(access: AccessManifest): Subject[] {
  const { workloads, breakGlass, databases } = access;
  const role = (name: string, database: DatabaseReference) => ({
    whole: roleName(name, database),
    short: [name],
  });
  return [
    ...workloads.map((workload) => ({ whole: workloadName(workload), short: [workload.name] })),
    ...credentialsOf(access).map((credential) => ({
      whole: credential.path,
      short: [credential.name, ...("userName" in credential ? [credential.userName] : [])],
    })),
    ...breakGlass.map((account) => role(account.role, account.database)),
    ...databases.flatMap((database) =>
      [database.account, ...(database.keepsAccess ?? [])].map((name) => role(name, database)),
    ),
  ];
}
