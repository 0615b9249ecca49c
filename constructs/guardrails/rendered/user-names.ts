/** How long what a function of Vault's templates gives is at most. */
const LENGTHS: Readonly<Record<string, number>> = { unix_time: 10, unix_time_millis: 13, uuid: 36 };
const ACTION = /\{\{-?([^}]*?)-?\}\}/g;

/** What a part of a template gives: how long it is at most, and how many characters of it are random at least. */
interface Part {
  readonly longest: number;
  readonly random: number;
}

/**
 * What names by a template are like. One whose end is not certain has no limit.
 *
 * @param role how many characters the longest name of a role has whose leases have such a name
 * @see Vault documentation, "Username templating",
 * https://developer.hashicorp.com/vault/docs/concepts/username-templating
 */
export function userNames(template: string, role: number): Part {
  const actions = [...template.matchAll(ACTION)].map(([, action = ""]) => partOf(action, role));
  return sum([{ longest: template.replace(ACTION, "").length, random: 0 }, ...actions]);
}

/** `random 20`, `.RoleName | truncate 8`, `printf "v-%s" (random 20) | truncate 63` */
function partOf(pipeline: string, role: number): Part {
  const [first = "", ...filters] = outsideBrackets(pipeline);
  return filters.reduce(filtered, sourceOf(first, role));
}

function sourceOf(source: string, role: number): Part {
  const [, format, others = ""] = /^printf\s+"([^"]*)"(.*)$/.exec(source) ?? [];
  if (format !== undefined) {
    const parts = [...others.matchAll(/\(([^()]*)\)/g)].map(([, inner = ""]) => partOf(inner, role));
    return sum([{ longest: format.replaceAll("%s", "").length, random: 0 }, ...parts]);
  }
  const [, count] = /^random\s+(\d+)$/.exec(source) ?? [];
  if (count !== undefined) return { longest: Number(count), random: Number(count) };
  const longest = source === ".RoleName" ? role : (LENGTHS[source] ?? Infinity);
  return { longest, random: source === "uuid" ? 32 : 0 };
}

/** What a filter leaves. What `truncate` takes off may be what is random; of other filters nothing is certain. */
function filtered({ longest, random }: Part, filter: string): Part {
  const [, limit] = /^truncate\s+(\d+)$/.exec(filter) ?? [];
  if (limit === undefined)
    return /^(lowercase|uppercase)$/.test(filter) ? { longest, random } : { longest: Infinity, random };
  const left = Math.min(longest, Number(limit));
  return { longest: left, random: Math.max(0, random - (longest - left)) };
}

function sum(parts: readonly Part[]): Part {
  return parts.reduce((all, part) => ({
    longest: all.longest + part.longest,
    random: all.random + part.random,
  }));
}

function outsideBrackets(pipeline: string): string[] {
  const parts = pipeline.match(/(?:\([^()]*\)|"[^"]*"|[^|("])+/g) ?? [];
  return parts.map((part) => part.trim());
}
