import { askVault } from "../clients/ask-vault";
import { RehearsalError } from "../clients/could-not-tell";
import type { VaultClient } from "../clients/vault-client";
import { writeWrapped } from "../clients/wrapped-answer";
import type { AccessManifest, WorkloadDescription } from "../constructs/access/access-manifest";
import { pathsOfLoginMaterial } from "../contract/workload/paths-of-login-material";
import { DEPLOY } from "./vault-of-caller";

/** What whoever starts a workload gives it. */
export interface LoginMaterial {
  /** `myapp (approle)` */
  readonly workload: string;
  /** What is wrapped. */
  readonly kind: "secret ID" | "token";
  /** Who logs in with a secret ID. It is no secret. */
  readonly roleId?: string;
  /** The token that opens it, once. */
  readonly wrappingToken: string;
  /** How many seconds that lives. */
  readonly ttl: number;
  /** When that ends, as ISO 8601 has it. */
  readonly expires: string;
  /** The path whose answer is wrapped. */
  readonly creationPath: string;
  /** The accessor of what is wrapped: by it, an operator ends it. */
  readonly accessor?: string;
}

/** A workload that logs in with something that Vault makes, and where it is made. */
export interface Starter {
  readonly workload: WorkloadDescription;
  /** The path that makes it. */
  readonly path: string;
}

/**
 * The workload with a name, or with the mount of its auth method before it: `approle/myapp`.
 *
 * @throws RehearsalError when there is none, or more than one, or it logs in with nothing that Vault makes
 */
export function findStarter(
  { stack, workloads }: Pick<AccessManifest, "stack" | "workloads">,
  name: string,
): Starter {
  const named = workloads.filter((each) => each.name === name || `${each.login.path}/${each.name}` === name);
  const [found, ...others] = named.flatMap((workload) =>
    pathsOfLoginMaterial(workload).map((path) => ({ workload, path })),
  );
  if (others.length) throw ambiguous(name, named);
  if (found) return found;
  const [other] = named;
  if (other)
    throw new RehearsalError(
      `${nameOf(other)} logs in with ${OWN_TOKENS[other.login.method]}: Vault makes it nothing.`,
      "Start it; there is nothing to give it.",
    );
  const startable = workloads.filter((each) => pathsOfLoginMaterial(each).length).map(nameOf);
  const advice = `Those of ${stack} are: ${startable.join(", ") || "none"}`;
  throw new RehearsalError(`Stack "${stack}" has no workload "${name}".`, advice);
}

/** What workloads log in with that Vault makes nothing. */
const OWN_TOKENS: Readonly<Partial<Record<WorkloadDescription["login"]["method"], string>>> = {
  kubernetes: "the token of its service account",
  jwt: "a token of its issuer",
};

function ambiguous(name: string, named: readonly WorkloadDescription[]): RehearsalError {
  const names = named.map((each) => `${each.login.path}/${each.name}`);
  return new RehearsalError(`More than one workload is called "${name}".`, `Write ${names.join(" or ")}.`);
}

const ADVICE = {
  400: DEPLOY,
  403: "Whoever runs this needs the policy in login-material.policy.json, or to be a workload that grantSecretId or grantToken names; it wraps for 10 min at most, if nothing else is said.",
  404: DEPLOY,
};

/** @throws RehearsalError when Vault refuses it */
export async function makeLoginMaterial(
  vault: VaultClient,
  { workload, path }: Starter,
  seconds: number,
): Promise<LoginMaterial> {
  expectOfUse(workload, seconds);
  return askVault(vault, `make login material of ${nameOf(workload)}`, ADVICE, async () => {
    const roleId = await roleIdOf(vault, workload, path);
    const { token, ttl, expires, creationPath, accessor } = await writeWrapped(vault, path, seconds);
    return {
      workload: nameOf(workload),
      kind: workload.login.method === "token" ? "token" : "secret ID",
      roleId,
      wrappingToken: token,
      ttl,
      expires: expires.toISOString(),
      creationPath,
      accessor,
    };
  });
}

async function roleIdOf(
  vault: VaultClient,
  { login }: WorkloadDescription,
  path: string,
): Promise<string | undefined> {
  if (login.method !== "approle") return undefined;
  const { data } = await vault.request("GET", path.replace(/secret-id$/, "role-id"));
  return String(data?.role_id);
}

/** What is opened when it has ended logs nobody in. */
function expectOfUse({ login }: WorkloadDescription, seconds: number): void {
  if (login.method !== "approle" || seconds <= login.secretId.ttl) return;
  const problem = `A secret ID lives ${login.secretId.ttl} s, and would have ended in its wrapping of ${seconds} s.`;
  throw new RehearsalError(problem, `Wrap it for less: --wrap-ttl ${login.secretId.ttl}s`);
}

export function nameOf({ name, login }: WorkloadDescription): string {
  return `${name} (${login.path})`;
}

/** Seconds of a length of time as Vault's command line takes it: `90`, `300s`, `5m`, `1h`. @throws RehearsalError */
export function secondsOf(text: string): number {
  const [, number, unit = "s"] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  const seconds = Number(number) * { s: 1, m: 60, h: 3600 }[unit as "s" | "m" | "h"];
  if (seconds > 0) return seconds;
  throw new RehearsalError(
    `"${text}" is no length of time.`,
    "Write seconds, minutes or hours: 300s, 5m, 1h",
  );
}
