import { queryOf } from "../rendered/connection-url";
import type { GuardrailRule } from "../rule";

export const noPasswordInUrl: GuardrailRule = {
  id: "no-password-in-url",
  what: "No URL holds a password.",
  why: "It would be in the plan and in the state, and Vault could not rotate it.",
  fix: "use endpoint and rootCredential, which render {{username}}:{{password}}",
  check: (stack) =>
    [
      ...stack.everyResource.map(({ path, attributes }) => ({ path, content: attributes as unknown })),
      ...stack.blocks,
    ]
      .filter(({ content }) => urlsIn(JSON.stringify(content) ?? "").some(holdsPassword))
      .map(({ path }) => ({ path, message: "a URL holds a password" })),
};

/** What follows the scheme of each URL in a JSON text. A host may have a user and a password before it, too. */
function urlsIn(json: string): string[] {
  return json.match(/(?<=:\/\/)[^\s"\\]+|(?<="host":")[^\s"\\/]+/g) ?? [];
}

function holdsPassword(url: string): boolean {
  return (
    /^[^/:@]+:(?!\{\{password\}\})[^/@]+@/.test(url) ||
    [...queryOf(url).keys()].some((key) => /password$/i.test(key))
  );
}
