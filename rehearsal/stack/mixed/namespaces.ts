import { RehearsalError } from "../../../clients/could-not-tell";
import { entries } from "../../../constructs/guardrails/rendered/resources";
import type { Substitution } from "../substitution";

type Config = Readonly<Record<string, unknown>>;

/** Where a rehearsal writes. */
export const ROOT_NAMESPACE = "the root namespace";

/**
 * A stack in one of Vault's namespaces, as it is rehearsed in the root namespace.
 * @throws RehearsalError when its resources are in several
 */
export function inRootNamespace(
  name: string,
  config: Config,
): { readonly config: Config; readonly substitutions: readonly Substitution[] } {
  const [provider] = [(config.provider as Config | undefined)?.vault ?? []].flat() as Config[];
  const given = new Set<unknown>();
  const resource = Object.fromEntries(
    entries(config.resource).map(([type, named]) => [
      type,
      type.startsWith("vault_") ? mapped(named, given) : named,
    ]),
  );
  const within = [...given].filter((each) => each !== undefined).map(String);
  if (within.length && given.size > 1) throw inSeveral(name, given);
  const whole = [provider?.namespace, ...within].filter(Boolean).join("/");
  if (!whole) return { config, substitutions: [] };
  const substitution = {
    address: "provider.vault",
    what: "Vault's namespace",
    from: whole,
    to: ROOT_NAMESPACE,
  };
  return { config: { ...config, resource }, substitutions: [substitution] };
}

/** Resources without their namespace. */
function mapped(named: unknown, given: Set<unknown>): Config {
  return Object.fromEntries(
    entries(named).map(([name, content]) => {
      const { namespace, ...others } = content as Config;
      given.add(namespace);
      return [name, others];
    }),
  );
}

function inSeveral(stack: string, given: ReadonlySet<unknown>): RehearsalError {
  const names = [...given]
    .map((each) => (each === undefined ? "that of the provider" : `"${String(each)}"`))
    .sort();
  return new RehearsalError(
    `Stack "${stack}" has resources of Vault in several namespaces: ${names.join(", ")}.`,
    "Give them all the same, best as namespace of the provider: a rehearsal has one.",
  );
}
