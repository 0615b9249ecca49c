import { factDifference } from "./access-difference";
import { factsOf, workloadName } from "./access-facts";
import type {
  AccessManifest,
  RoleDescription,
  StaticRoleDescription,
  WorkloadDescription,
} from "./access-manifest";
import type { Fact } from "./fact";

/**
 * What a change of a stack does to what somebody was given before it.
 *
 * - `none`: whoever has it must notice nothing.
 * - `changed`: it goes on, with other times, settings or privileges.
 * - `ends`: nobody is described any more who has it.
 */
export type Effect = "none" | "changed" | "ends";

/** What a change does to a role of an engine, or to a workload. */
export interface Change<Subject> {
  /** As it was. */
  readonly subject: Subject;
  readonly effect: Effect;
  /** What differs, one sentence each. */
  readonly because: readonly string[];
}

type LoginDescription = RoleDescription | StaticRoleDescription;

/** What a change of a stack does to whatever is in use. */
export interface AccessChange {
  readonly roles: readonly Change<RoleDescription>[];
  readonly staticRoles: readonly Change<StaticRoleDescription>[];
  readonly workloads: readonly Change<WorkloadDescription>[];
}

/** Compares what was described with what will be. What is new is in use by nobody. */
export function accessChange(before: AccessManifest, after: AccessManifest): AccessChange {
  const differenceOf = comparedFacts(before, after);
  const isSameLogin = (one: LoginDescription, other: LoginDescription) =>
    groundsOf(one, before) === groundsOf(other, after);
  return {
    roles: before.roles.map((role) => {
      const next = after.roles.find(({ path }) => path === role.path);
      return change(role, differenceOf(role.path), next && isSameLogin(role, next));
    }),
    staticRoles: before.staticRoles.map((role) => {
      const next = after.staticRoles.find(({ path }) => path === role.path);
      const isSameUser = next?.userName === role.userName;
      return change(role, differenceOf(role.path), next && isSameUser && isSameLogin(role, next));
    }),
    workloads: before.workloads.map((workload) => {
      const name = workloadName(workload);
      const next = after.workloads.find((each) => workloadName(each) === name);
      return change(workload, differenceOf(name), next && next.policy === workload.policy);
    }),
  };
}

/** What a change does to a lease of a role, or to the use of a static one: as much as to it, and to whoever reads it. */
export function effectOnUse(
  role: Pick<Change<unknown>, "effect">,
  path: string,
  reader?: { readonly change: Change<WorkloadDescription>; readonly after: AccessManifest },
): Effect {
  const effects: Effect[] = [role.effect, reader ? effectOnReading(path, reader) : "none"];
  return effects.includes("ends") ? "ends" : effects.includes("changed") ? "changed" : "none";
}

function effectOnReading(
  path: string,
  { change, after }: { readonly change: Change<WorkloadDescription>; readonly after: AccessManifest },
): Effect {
  if (change.effect !== "changed") return change.effect;
  const name = workloadName(change.subject);
  const next = after.workloads.find((each) => workloadName(each) === name);
  return next?.reads.some((credential) => credential.path === path) ? "changed" : "ends";
}

function change<Subject>(
  subject: Subject,
  because: readonly string[],
  isStillThere: boolean | undefined,
): Change<Subject> {
  return { subject, because, effect: isStillThere ? (because.length ? "changed" : "none") : "ends" };
}

/** What somebody has goes back to: a lease remembers its connection, and PostgreSQL who made its user a member of what. */
function groundsOf(
  { connection, group, database: { server, name } }: LoginDescription,
  { databases }: AccessManifest,
) {
  const database = databases.find((each) => each.server === server && each.name === name);
  return JSON.stringify([connection, group, server, name, database?.account, database?.issuer]);
}

function comparedFacts(before: AccessManifest, after: AccessManifest): (subject: string) => string[] {
  const [was, is] = [before, after].map((access) => bySubject(factsOf(access)));
  return (subject) => factDifference(was?.get(subject) ?? [], is?.get(subject) ?? []);
}

function bySubject(facts: readonly Fact[]): ReadonlyMap<string, Fact[]> {
  const subjects = new Map<string, Fact[]>();
  for (const fact of facts) subjects.set(fact.subject, [...(subjects.get(fact.subject) ?? []), fact]);
  return subjects;
}
