import { type LineError, type NeverRule, type ObjectName, type Verb, VERBS } from "./never-rule";

const QUOTED = /"(?:[^"]|"")+"/;
const TOKEN = new RegExp(`,|#.*|(?:${QUOTED.source}|[^\\s,"])+|"`, "g");
const BARE = /[^\s."/]+/;
const NAME = new RegExp(`${QUOTED.source}|${BARE.source}`);
const OBJECT = new RegExp(
  `^(?:(${QUOTED.source}|[^"/]+)/)?((?:${NAME.source})(?:\\.(?:${NAME.source})){0,3})$`,
);
const SHAPE = "write: nobody but <who> may <verb> <what>";

/** The rules of a file, one a line, and what is wrong with others. */
export function readNeverRules(text: string): {
  readonly rules: readonly NeverRule[];
  readonly errors: readonly LineError[];
} {
  const rules: NeverRule[] = [];
  const errors: LineError[] = [];
  text.split(/\r\n?|\n/).forEach((each, index) => {
    const line = index + 1;
    const tokens = (each.match(TOKEN) ?? []).filter((token) => !token.startsWith("#"));
    if (!tokens.length) return;
    const read = readRule(tokens);
    if (typeof read === "string") errors.push({ line, reason: read });
    else rules.push({ line, text: tokens.join(" ").replaceAll(" ,", ","), ...read });
  });
  return { rules, errors };
}

/** A rule, or why it is none. */
function readRule(tokens: readonly string[]): Omit<NeverRule, "line" | "text"> | string {
  if (tokens.includes('"')) return "a double quote is not closed";
  const may = tokens.indexOf("may");
  const [nobody, but, ...names] = tokens.slice(0, may);
  const [verb, object, ...rest] = tokens.slice(may + 1);
  if (may < 0 || nobody !== "nobody" || (but !== undefined && but !== "but")) return SHAPE;
  if (verb === undefined || object === undefined || rest.length) return SHAPE;
  if (!isVerb(verb)) return `"${verb}" is none of ${VERBS.join(", ")}`;
  const except = but === undefined ? [] : exceptions(names);
  if (!except) return 'after "but", write names with commas or "and" between them';
  const named = objectName(object);
  if (typeof named === "string") return named;
  if (named.column !== undefined && verb !== "read" && verb !== "write")
    return `nobody can ${verb} a column alone: name its table`;
  return { except, verb, object: named };
}

function isVerb(word: string): word is Verb {
  return (VERBS as readonly string[]).includes(word);
}

/** Names at every other place, and what separates them in between. */
function exceptions(tokens: readonly string[]): string[] | undefined {
  const isSeparator = (token: string) => token === "," || token === "and";
  const isList =
    tokens.length % 2 === 1 && tokens.every((token, at) => isSeparator(token) === (at % 2 === 1));
  return isList ? tokens.filter((_, at) => at % 2 === 0).map(unquoted) : undefined;
}

/** A name of an object, or why it is none. */
function objectName(text: string): ObjectName | string {
  const [, server, names] = OBJECT.exec(text) ?? [];
  if (names === undefined) return `"${text}" is no name: write database.schema.table.column, or a part of it`;
  const parts: readonly string[] = names.match(new RegExp(NAME, "g")) ?? [];
  const folded = parts.find((part) => !part.startsWith('"') && part !== part.toLowerCase());
  if (folded) return `PostgreSQL reads ${folded} as ${folded.toLowerCase()}: write that, or "${folded}"`;
  const star = parts.indexOf("*");
  if (star === 0 || (star > 0 && star < parts.length - 1)) return "* stands for all at the end of a name";
  const [database = "", schema, object, column] = parts.filter((part) => part !== "*").map(unquoted);
  return { ...(server && { server: unquoted(server) }), database, schema, object, column };
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
