import type { GuardrailRule } from "../rule";

export const rootRotation: GuardrailRule = {
  id: "root-rotation",
  what: "Vault rotates the root password of every connection.",
  why: "Until then, whoever saw the first password can use it.",
  fix: "leave rotateRoot out",
  check: (stack) => {
    const rotated = new Set(
      stack.certain("vault_generic_endpoint").map(({ attributes }) => stack.text(attributes.path)),
    );
    return stack
      .ofType("vault_database_secret_backend_connection")
      .filter(
        (connection) =>
          !rotated.has(`${stack.backendOf(connection)}/rotate-root/${connection.attributes.name}`),
      )
      .map(({ path }) => ({ path, message: "its root password is never rotated" }));
  },
};
