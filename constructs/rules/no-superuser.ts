import type { GuardrailRule } from "./rule";

export const noSuperuser: GuardrailRule = {
  id: "no-superuser",
  what: "No PostgreSQL role is a superuser, may replicate, or bypasses row security.",
  why: "Such a role is held by nothing that is described here.",
  fix: "leave the attribute out",
  check: (stack) =>
    stack
      .ofType("postgresql_role")
      .flatMap(({ path, attributes }) =>
        ["superuser", "replication", "bypass_row_level_security"]
          .filter((attribute) => attributes[attribute] === true)
          .map((attribute) => ({ path, message: `role "${attributes.name}" has ${attribute}` })),
      ),
};
