import type { GuardrailRule } from "../rule";

export const roleTtlWithinMount: GuardrailRule = {
  id: "role-ttl-within-mount",
  what: "No role's TTL is longer than its mount's maximum.",
  why: "Vault shortens it silently, and leases end earlier than the code says.",
  fix: "lower the TTL of the role, or raise maxLeaseTtl of the engine",
  check: (stack) =>
    stack.ofType("vault_database_secret_backend_role").flatMap((role) => {
      const backend = stack.backendOf(role);
      const mount = stack.ofType("vault_mount").find(({ attributes }) => attributes.path === backend);
      // Vault takes 0 for its own maximum.
      const most = Number(mount?.attributes.max_lease_ttl_seconds ?? 0) || Infinity;
      return ["default_ttl", "max_ttl"]
        .filter((ttl) => Number(role.attributes[ttl]) > most)
        .map((ttl) => ({
          path: role.path,
          message: `${ttl} is ${role.attributes[ttl]} s; its mount allows ${most} s`,
        }));
    }),
};
