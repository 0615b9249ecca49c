import { type Check, NotChecked } from "../check";
import type { Context } from "../context";
import type { WorkloadContext } from "./workload-context";

/** A workload reads each credential it was granted, and renews and revokes its leases. */
export function useOfCredentials({ leases }: Context, context: WorkloadContext): Check[] {
  return context.ownRoles.map(({ name, path, defaultTtl }) => ({
    id: "may-use-credential",
    kind: "may",
    says: `use ${name}`,
    about: { ...context.about, object: path },
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const lease = await context.credentialOf(path);
      const vault = await context.vault();
      await leases.renew(lease, defaultTtl, vault);
      await leases.revoke(lease, vault);
      // As the command lines of Vault and OpenBao do it.
      const other = await leases.issue(path, vault);
      await vault.request("PUT", `sys/leases/renew/${other.id}`, { increment: defaultTtl });
      await vault.request("PUT", `sys/leases/revoke/${other.id}`, { sync: true });
      return "reads a credential, renews its lease and revokes it, by request body and by path";
    },
  }));
}

/** It reads each static credential that it was granted, which logs in. */
export function useOfStaticCredentials({ staticRoles }: Context, context: WorkloadContext): Check[] {
  return context.ownStaticRoles.map(({ name, path }) => ({
    id: "may-use-static-credential",
    kind: "may",
    says: `use ${name}`,
    about: { ...context.about, object: path },
    harm: "nothing",
    needs: context.needs,
    attempt: async () => {
      const credential = await context.staticCredentialOf(path);
      const role = staticRoles.find((each) => each.role.path === path);
      await (await role?.open(credential))?.close();
      return "reads the user and its password, which logs in";
    },
  }));
}

const USES = { leased: "may-use-credential", static: "may-use-static-credential" } as const;

/** What it was granted of a role that is described elsewhere can't be tried here. */
export function useOfCredentialsElsewhere(_: Context, context: WorkloadContext): Check[] {
  return context.credentialsElsewhere.map(({ path, kind }) => ({
    id: USES[kind],
    kind: "may",
    says: `use ${path}`,
    about: { ...context.about, object: path },
    harm: "nothing",
    needs: [],
    attempt: () =>
      Promise.reject(new NotChecked("its role is in a stack that isn't rehearsed together with this one")),
  }));
}
