import type { GuardrailRule } from "./rule";

export const noPasswordInUrl: GuardrailRule = {
  id: "no-password-in-url",
  what: "No URL holds a password.",
  why: "It would be in the plan and in the state, and Vault could not rotate it.",
  fix: "use endpoint and rootCredential, which render {{username}}:{{password}}",
  check: (stack) =>
    stack.resources
      .filter(({ attributes }) =>
        /:\/\/[^\s"/:@]+:(?!\{\{password\}\})[^\s"/@]+@/.test(JSON.stringify(attributes)),
      )
      .map(({ path }) => ({ path, message: "a URL holds a password" })),
};
