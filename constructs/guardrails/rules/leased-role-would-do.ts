import { groupedBy } from "../rendered/grouped-by";
import { authRoles, readableRoles, readableStaticRoles } from "../rendered/login-roles";
import type { RenderedResource, RenderedStack } from "../rendered/rendered-stack";
import type { GuardrailRule } from "../rule";

export const leasedRoleWouldDo: GuardrailRule = {
  id: "leased-role-would-do",
  what: "A static role is for who can't take a new user name: its readers lease no other roles, and it isn't the owner's.",
  why: "All its readers share one login: PostgreSQL can't tell them apart, none can be cut off alone, and a password that leaks works until the next rotation. A migration ends, so it can lease.",
  fix: "use addRole, or acknowledge it with the reason why its reader can't take a new user name",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_static_role")
      .flatMap((role) =>
        [...readers(stack, role), ...owners(stack, role)].map((message) => ({ path: role.path, message })),
      ),
};

/** Workloads that take new user names elsewhere. */
function readers(stack: RenderedStack, role: RenderedResource): string[] {
  return (stack.once(workloadsByStaticRole).get(role.address) ?? []).flatMap(({ workload }) => {
    const [leased] = readableRoles(stack, workload);
    if (!leased) return [];
    const { role_name: name } = workload.attributes;
    return [`workload "${name}" reads it, and takes new user names of "${leased.attributes.name}"`];
  });
}

function workloadsByStaticRole(stack: RenderedStack) {
  const reads = authRoles(stack).flatMap((workload) =>
    readableStaticRoles(stack, workload).map(({ address }) => ({ workload, address })),
  );
  return groupedBy(reads, ({ address }) => address);
}

function owners(
  { described: { staticRoles = [], databases = [] } }: RenderedStack,
  role: RenderedResource,
): string[] {
  const { username } = role.attributes;
  return staticRoles
    .filter(({ name, userName }) => name === role.attributes.name && userName === username)
    .filter(({ database, group }) =>
      databases.some(
        ({ server, name, groups }) =>
          server === database.server &&
          name === database.name &&
          groups.some(({ role, privileges }) => role === group && privileges.owner),
      ),
    )
    .map(({ group }) => `its login acts as ${group}, the owner`);
}
