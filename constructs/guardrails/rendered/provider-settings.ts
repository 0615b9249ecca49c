import type { ProviderDescription } from "../../access/provider-description";
import { entries } from "./resources";

/** Arguments that hold a secret. */
const SECRETS = ["password", "token"];

/** How a rendered stack sets its providers. */
export function providerSettings(config: Readonly<Record<string, unknown>>): ProviderDescription[] {
  return entries(config.provider).flatMap(([name, blocks]) =>
    [blocks].flat().map((block) => {
      const { alias, ...given } = (block ?? {}) as Record<string, unknown>;
      const settings = entries(given)
        .filter(([argument, value]) => !SECRETS.includes(argument) && isScalar(value))
        .map(([argument, value]) => [argument, String(value)] as const);
      const provider = alias === undefined ? name : `${name}.${String(alias)}`;
      return { provider, settings: Object.fromEntries(settings) };
    }),
  );
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
