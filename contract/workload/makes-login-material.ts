import type { LoginMaterial, LoginMaterialKind } from "../../policies";
import { VaultClient, type VaultMethod } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { expectRefused } from "./authentication";
import { isLetThrough } from "./is-let-through";
import { pathsOfLoginMaterial } from "./paths-of-login-material";
import type { WorkloadContext } from "./workload-context";

/** A workload makes what it is let make for others: wrapped, for one who opens it. */
export function makesLoginMaterial(_: Context, context: WorkloadContext): Check[] {
  return (context.workload.makes ?? []).map((material) => ({
    id: "may-make-login-material",
    kind: "may",
    says: `make wrapped ${inWords(material)}`,
    about: { ...context.about, object: material.path },
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const vault = await context.vault();
      const { min, max } = material.wrappingTtl;
      await makeWrapped(vault, material.path, min);
      await expectOpenedOnce(await makeWrapped(vault, material.path, max), vault);
      return `makes it wrapped for ${min} s to ${max} s, which opens once`;
    },
  }));
}

/** It makes nothing that isn't wrapped so, and says nothing about what it makes. */
export function makesLoginMaterialOnlyWrapped(_: Context, context: WorkloadContext): Check[] {
  return (context.workload.makes ?? []).map((material) => ({
    id: "may-not-make-login-material-otherwise",
    kind: "may not",
    says: `make ${inWords(material)} otherwise`,
    about: { ...context.about, object: material.path },
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const vault = await context.vault();
      const ways = otherWays(vault, material);
      for (const [what, client, method, path, body] of ways)
        if (await isLetThrough(client, method, path, body)) throw new Violation(`it may ${what}`);
      return `may not ${ways.map(([what]) => what).join(", ")}`;
    },
  }));
}

/** A workload makes nothing that others log in with, if it wasn't let. */
export function makesNoOtherLoginMaterial({ access }: Context, context: WorkloadContext): Check[] {
  const own = (context.workload.makes ?? []).map(({ path }) => path);
  const others = access.workloads.flatMap(pathsOfLoginMaterial).filter((path) => !own.includes(path));
  if (!others.length) return [];
  return [
    {
      id: "may-not-make-other-login-material",
      kind: "may not",
      says: own.length ? "make login material of others" : "make login material",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const vault = await context.vault();
        for (const path of others) {
          for (const client of [vault, vault.wrapping(60)])
            if (await isLetThrough(client, "POST", path)) throw new Violation(`it may make one at ${path}`);
        }
        return `refused: ${others.join(", ")}`;
      },
    },
  ];
}

/** @returns the wrapping token */
async function makeWrapped(vault: VaultClient, path: string, ttl: number): Promise<string> {
  const { wrap_info: wrapped } = await vault.wrapping(ttl).request("POST", path);
  if (wrapped?.ttl !== ttl)
    throw new Violation(`it is wrapped for ${wrapped?.ttl ?? 0} s instead of ${ttl} s`);
  if (wrapped.creation_path !== path)
    throw new Violation(`what is wrapped was made at ${wrapped.creation_path}`);
  return wrapped.token;
}

async function expectOpenedOnce(token: string, { address }: VaultClient): Promise<void> {
  const open = () => new VaultClient(address, token).request("POST", "sys/wrapping/unwrap");
  await open();
  await expectRefused("who opens for a second time", open);
}

type Way = readonly [what: string, client: VaultClient, method: VaultMethod, path: string, body?: object];

/** What could be said of what is made. */
const PARAMETERS: Readonly<Record<LoginMaterialKind, object>> = {
  "secret-id": {
    ttl: 1,
    num_uses: 1,
    cidr_list: "10.0.0.0/8",
    token_bound_cidrs: "10.0.0.0/8",
    metadata: "{}",
  },
  token: {
    ttl: 1,
    id: "contract",
    explicit_max_ttl: 1,
    num_uses: 1,
    no_parent: true,
    policies: [],
    meta: {},
  },
};

function otherWays(vault: VaultClient, { kind, path, wrappingTtl: { min, max } }: LoginMaterial): Way[] {
  const wrapped = vault.wrapping(max);
  return [
    ["make it unwrapped", vault, "POST", path],
    ["wrap it for longer", vault.wrapping(max + 1), "POST", path],
    ...(min > 1 ? [["wrap it for less", vault.wrapping(min - 1), "POST", path] as const] : []),
    ...Object.entries(PARAMETERS[kind]).map(([name, value]): Way => {
      return [`say its ${name}`, wrapped, "POST", path, { [name]: value as unknown }];
    }),
    ...(kind === "secret-id" ? secretIdWays(vault, wrapped, path) : []),
  ];
}

function secretIdWays(vault: VaultClient, wrapped: VaultClient, path: string): Way[] {
  const chosen = path.replace(/secret-id$/, "custom-secret-id");
  return [
    ["choose it", wrapped, "POST", chosen, { secret_id: "contract" }],
    ["list what there is", vault, "LIST", path],
  ];
}

function inWords({ kind, path }: LoginMaterial): string {
  const name = path.split("/").at(kind === "token" ? -1 : -2);
  return `${kind === "token" ? "tokens" : "secret IDs"} of ${name}`;
}
