import { workloadName } from "../../constructs/access/access-facts";
import type { AccessManifest, WorkloadDescription } from "../../constructs/access/access-manifest";
import { loginMaterialPath } from "../../constructs/access/login-material-path";
import type { CredentialDescription } from "./credential";

/** What has only another name, by its old one: paths of credentials and of login material, and names of workloads. */
export type Renames = ReadonlyMap<string, string>;

/** What was before, by the names that it has after: what is only renamed is nothing new. Whatever else differs is compared. */
export function renamed(
  before: AccessManifest,
  after: AccessManifest,
): { readonly before: AccessManifest; readonly renames: Renames } {
  const paths = new Map([
    ...renamesOf(before.roles, after.roles, ({ path }) => path, credentialContent),
    ...renamesOf(before.staticRoles, after.staticRoles, ({ path }) => path, credentialContent),
  ]);
  const moved = withPaths(before, paths);
  const names = new Map(renamesOf(moved.workloads, after.workloads, workloadName, workloadContent));
  return {
    renames: new Map([...paths, ...names]),
    before: { ...moved, workloads: withNames(moved.workloads, names, after.workloads) },
  };
}

/** Wherever a credential is named. */
function withPaths(before: AccessManifest, paths: Renames): AccessManifest {
  const moved = (key: string, value: unknown): unknown =>
    key === "path" || key === "credential" ? (paths.get(value as string) ?? value) : value;
  return JSON.parse(JSON.stringify(before, moved)) as AccessManifest;
}

/** By their old names, those that are gone, each with the only new one that is the same in all else. */
function renamesOf<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
  contentOf: (entry: Entry) => string,
): [string, string][] {
  const isIn = (list: readonly Entry[], entry: Entry) => list.some((each) => nameOf(each) === nameOf(entry));
  const gone = before.filter((entry) => !isIn(after, entry));
  const there = after.filter((entry) => !isIn(before, entry));
  return gone.flatMap((entry): [string, string][] => {
    const isSame = (each: Entry) => contentOf(each) === contentOf(entry);
    const [same, ...others] = there.filter(isSame);
    return same === undefined || others.length || gone.filter(isSame).length > 1
      ? []
      : [[nameOf(entry), nameOf(same)]];
  });
}

function credentialContent({ name, path, ...content }: CredentialDescription): string {
  const { rateLimit, ...rest } = { rateLimit: undefined, ...content };
  return ordered({ ...rest, limit: rateLimit && { ...(rateLimit as object), name: "" } });
}

function workloadContent({ login, reads, encrypts, operates, token }: WorkloadDescription): string {
  return ordered({ login, reads, encrypts, operates, token });
}

/** As JSON whose fields are in one order. */
function ordered(value: object): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

/** Workloads by their new names, which are in the paths of what others make for them, too. */
function withNames(
  before: readonly WorkloadDescription[],
  names: Renames,
  after: readonly WorkloadDescription[],
): WorkloadDescription[] {
  const nextOf = (workload: WorkloadDescription) =>
    after.find((each) => workloadName(each) === names.get(workloadName(workload))) ?? workload;
  const made = new Map(before.map((each) => [loginMaterialPath(each), loginMaterialPath(nextOf(each))]));
  return before.map((each) => ({
    ...each,
    name: nextOf(each).name,
    makes: each.makes?.map((material) => ({ ...material, path: made.get(material.path) ?? material.path })),
  }));
}
