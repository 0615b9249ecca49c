import { workloadName } from "../../constructs/access/access-facts";
import type { AccessManifest, WorkloadDescription } from "../../constructs/access/access-manifest";
import { ownersOf } from "../../constructs/access/database-owners";
import { loginMaterialPath } from "../../constructs/access/login-material-path";
import { databaseName } from "../../constructs/access/postgres-facts";
import { type CredentialDescription, credentialsOf } from "../access/credential";
import type { RoleOfServer } from "../access/grant";
import { roleName } from "./subject";

/** How somebody comes to act as a role of a database. */
export interface Way extends RoleOfServer {
  /** Whom a rule can except, so that it is none: who begins it, and the credential that it goes by. */
  readonly names: readonly string[];
  /** Who does what, one after the other. */
  readonly steps: readonly string[];
}

/** How somebody acts as somebody: whoever begins it, and what they do until they have the token of a workload. */
interface Login {
  readonly names: readonly string[];
  readonly steps: readonly string[];
  readonly workload: WorkloadDescription;
}

/** Every way to a role that is described. */
export function waysOf(access: AccessManifest): Way[] {
  return [
    ...loginsOf(access).flatMap((login) => credentialWays(login, access)),
    ...access.breakGlass.flatMap(({ role, database }) =>
      ownersIn(databaseName(database), access).map((owner) => ({
        names: [roleName(role, database)],
        steps: [`${role} logs in, once a DBA has opened it`, `acts as ${owner}`],
        database,
        group: owner,
      })),
    ),
    ...knownPasswordWays(access),
  ];
}

/** Every way to the token of a workload: its own login, and whatever others can make or keep of it. */
export function loginsOf({ workloads }: AccessManifest): Login[] {
  const own = workloads.map((workload) => ({ workload, ...ownLogin(workload) }));
  return own.flatMap((login) => withOthers(login, workloads, [login.workload]));
}

function withOthers(
  login: Login,
  workloads: readonly WorkloadDescription[],
  passed: readonly WorkloadDescription[],
): Login[] {
  const others = workloads.filter((each) => !passed.includes(each));
  const further = others.flatMap((workload): Login[] => {
    const taken = howItBecomes(login.workload, workload);
    if (!taken) return [];
    const next = { ...login, workload, steps: [...login.steps, ...taken] };
    return withOthers(next, workloads, [...passed, workload]);
  });
  return [login, ...further];
}

/** Whoever may log in as a workload without being named isn't the workload alone, so its name is no exception for them. */
function ownLogin(workload: WorkloadDescription): Pick<Login, "names" | "steps"> {
  const whole = workloadName(workload);
  const anybody = anybodyWho(workload.login);
  if (anybody === undefined) return { names: [whole], steps: [`${whole} logs in`] };
  return { names: [], steps: [`whoever has ${anybody} logs in as ${whole}`] };
}

/** What is enough to log in, where nobody is named. */
function anybodyWho(login: WorkloadDescription["login"]): string | undefined {
  if (login.method === "jwt") {
    const isBound = login.subject !== undefined || Object.keys(login.claims).length > 0;
    return isBound ? undefined : `any token of the issuer of ${login.path}`;
  }
  if (login.method !== "kubernetes") return undefined;
  const { serviceAccounts, namespaces } = login;
  const isAny = [...serviceAccounts, ...namespaces].some((each) => /[*?[]/.test(each));
  const named = `a service account ${serviceAccounts.join(" or ")} in namespace ${namespaces.join(" or ")}`;
  return isAny ? named : undefined;
}

function howItBecomes(one: WorkloadDescription, other: WorkloadDescription): string[] | undefined {
  const path = loginMaterialPath(other);
  if (one.makes?.some((material) => material.path === path))
    return [`makes ${path}`, `logs in as ${workloadName(other)}`];
  const isKept = one.clientCache && other.vaultSecretsOperator?.operator === one.name;
  return isKept ? [`keeps the tokens of ${workloadName(other)}`] : undefined;
}

function credentialWays({ names, steps, workload }: Login, access: AccessManifest): Way[] {
  return workload.reads.flatMap(({ path }) =>
    credentialsOf(access)
      .filter((credential) => credential.path === path)
      .map((credential) => ({
        names: [...names, path],
        steps: [...steps, `reads ${path}`, ...userOf(credential).map((user) => `logs in as ${user}`)].concat(
          `member of ${credential.group}`,
        ),
        database: credential.database,
        group: credential.group,
      })),
  );
}

function userOf(credential: CredentialDescription): string[] {
  return "userName" in credential ? [credential.userName] : [];
}

/** Vault's account makes members of every group; where Vault leaves its password as it is, whoever set it has it. */
function knownPasswordWays(access: AccessManifest): Way[] {
  return access.connections
    .filter(({ imported, rotated }) => !imported && !rotated)
    .flatMap(({ database: { name, server } }) =>
      access.databases.filter((each) => each.name === name && each.server === server),
    )
    .flatMap((database) =>
      ownersIn(databaseName(database), access).map((owner) => ({
        names: [roleName(database.account, database)],
        steps: [
          `whoever knows the password of ${database.account}, which Vault leaves as it is, logs in as it`,
          `acts as ${database.issuer}`,
          `becomes a member of ${owner}`,
        ],
        database,
        group: owner,
      })),
    );
}

function ownersIn(name: string, { databases }: AccessManifest): string[] {
  return databases
    .filter((each) => databaseName(each) === name)
    .flatMap(ownersOf)
    .map(({ role }) => role);
}
