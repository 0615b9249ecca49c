import type { AccessManifest, ConnectionDescription } from "../../constructs";
import { acknowledgedEntries, isInAcknowledgedMount } from "../acknowledged";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { difference, isSameDatabase } from "../difference";
import { entriesOf, type Reference } from "./reference";
import { namesOf, numbered, readStorage, readTexts } from "./storage";

/**
 * What Vault stores since the stack was applied is what is described, entry by entry, and what it stored before is as it
 * was. So it goes for whatever Vault can have, also for what nobody here has heard of.
 */
export function vaultHoldsOnlyWhatIsDescribed({ about, access, deployment }: Context): Check {
  return {
    id: "vault-holds-only-what-is-described",
    kind: "also",
    says: "Vault holds only what is described",
    about,
    harm: "nothing",
    needs: ["root of Vault", "Vault before the apply"],
    attempt: async () => {
      const { vault, vaultBefore: before } = deployment;
      const [now, texts] = await Promise.all([readStorage(vault), readTexts(vault, before.entries)]);
      const changed = before.entries.filter(
        (entry) => texts.get(entry) !== before.texts.get(entry) && !before.reference.tables.includes(entry),
      );
      const added = now.entries.filter((entry) => !before.texts.has(entry));
      const { acknowledged } = deployment;
      const there = numbered(
        namesOf(added, now.mounts).filter((entry) => !isInAcknowledgedMount(entry, acknowledged)),
      );
      const expected = [
        ...expectedEntries(access, before.reference),
        ...acknowledgedEntries(acknowledged, before.reference),
      ];
      const differences = [
        ...difference(numbered(expected), there),
        ...namesOf(changed, now.mounts).map((entry) => `changed: ${entry}`),
      ];
      if (differences.length) throw new Violation(differences.join("; "));
      return there.join("; ");
    },
  };
}

/** What was made by the stack; what was there before is not in it. */
function expectedEntries(access: AccessManifest, reference: Reference): string[] {
  const own = <Each extends { readonly imported: boolean }>(all: readonly Each[]) =>
    all.filter(({ imported }) => !imported);
  return [
    ...own(access.engines).flatMap(({ path }) => entriesOf(reference, "database", { mount: path })),
    ...own(access.transitEngines).flatMap(({ path }) => entriesOf(reference, "transit", { mount: path })),
    ...access.transitEngines.flatMap(({ path, keys }) =>
      keys.flatMap(({ name }) => entriesOf(reference, "transit key", { mount: path, name })),
    ),
    ...access.connections
      .filter((connection) => !isOfDba(connection, access))
      .flatMap(({ engine, name }) => entriesOf(reference, "connection", { mount: engine, name })),
    ...access.roles.flatMap(({ engine, name, rateLimit }) => [
      ...entriesOf(reference, "role", { mount: engine, name }),
      ...(rateLimit ? entriesOf(reference, "rate limit", { name: rateLimit.name }) : []),
    ]),
    ...access.staticRoles.flatMap(({ engine, name }) => staticRoleEntries(reference, engine, name)),
    ...own(access.authMethods).flatMap(({ type, path }) => [
      ...entriesOf(reference, type, { mount: path }),
      ...(type === "approle" ? [] : entriesOf(reference, `${type} configuration`, { mount: path })),
    ]),
    ...access.workloads.flatMap(({ login, name, policy }) => [
      ...entriesOf(reference, `${login.method} login role`, { mount: login.path, name }),
      ...entriesOf(reference, "policy", { name: policy }),
    ]),
    ...access.passwordPolicies.flatMap(({ name }) => entriesOf(reference, "password policy", { name })),
    ...access.auditDevices.flatMap(() => entriesOf(reference, "audit device")),
  ];
}

/** Vault makes a static role only where there is its user, so it is known by how a leased one is stored. */
function staticRoleEntries(reference: Reference, mount: string, name: string): string[] {
  return entriesOf(reference, "role", { mount, name }).map((entry) =>
    entry.replace(`/role/${name}`, `/static-role/${name}`),
  );
}

/** Whether a connection was there before, as its database was. */
function isOfDba({ imported, database }: ConnectionDescription, { databases }: AccessManifest): boolean {
  return imported && databases.some((each) => each.imported && isSameDatabase(each, database));
}
