import { createHash } from "node:crypto";
import { ExpressionError } from "./expression";

type Values = readonly unknown[];
type TerraformFunction = (...args: Values) => unknown;

/** A value as a text: Terraform makes one of a number or a bool. */
export function textOf(value: unknown): string {
  if (["string", "number", "boolean"].includes(typeof value)) return String(value);
  throw new ExpressionError("it is no text");
}

export function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && !Number.isNaN(number)) return number;
  throw new ExpressionError("it is no number");
}

export function boolOf(value: unknown): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw new ExpressionError("it is neither true nor false");
}

function listOf(value: unknown): Values {
  if (Array.isArray(value)) return value as Values;
  throw new ExpressionError("it is no list");
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ExpressionError("it is no object");
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is at a place of a list or an object. */
export function valueAt(of: unknown, key: unknown): unknown {
  const value = Array.isArray(of) ? (of as Values)[numberOf(key)] : objectOf(of)[textOf(key)];
  if (value === undefined) throw new ExpressionError(`it has no ${String(key)}`);
  return value;
}

const isGiven = (value: unknown) => value !== null && value !== undefined && value !== "";
const distinct = (values: Values) =>
  values.filter((value, index) => values.findIndex((other) => isSame(value, other)) === index);
const sorted = (values: Iterable<string>) => [...values].sort((one, other) => (one < other ? -1 : 1));
const byName = (object: Readonly<Record<string, unknown>>) =>
  sorted(Object.keys(object)).map((name) => [name, object[name]] as const);

function first(values: Values): unknown {
  const found = values.find(isGiven);
  if (found === undefined) throw new ExpressionError("none of it is given");
  return found;
}

/** Letters at the ends that are among some. */
function trimmed(text: string, letters: string, from: "start" | "end" | "both"): string {
  const all = [...text];
  while (from !== "end" && all.length && letters.includes(all[0]!)) all.shift();
  while (from !== "start" && all.length && letters.includes(all.at(-1)!)) all.pop();
  return all.join("");
}

/** Terraform's verbs that say nothing of a width. */
function formatted(format: unknown, ...args: Values): string {
  const rest = [...args];
  const text = textOf(format).replace(/%([%sdvqt]|.?)/g, (_, verb: string) => {
    if (verb === "%") return "%";
    if (!rest.length || !verb || !"sdvqt".includes(verb))
      throw new ExpressionError("its format is not known");
    const value = rest.shift();
    return verb === "q" ? JSON.stringify(textOf(value)) : textOf(verb === "d" ? numberOf(value) : value);
  });
  if (rest.length) throw new ExpressionError("its format has no place for all");
  return text;
}

function replaced(text: unknown, what: unknown, by: unknown): string {
  if (/^\/.*\/$/.test(textOf(what))) throw new ExpressionError("a pattern is not known");
  return textOf(text).replaceAll(textOf(what), () => textOf(by));
}

/** As Terraform writes JSON: without spaces, names in their order, and `<`, `>` and `&` by their numbers. */
function jsonOf(value: unknown): string {
  const ordered = (each: unknown): unknown =>
    each && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(byName(each as object as Record<string, unknown>))
      : each;
  const numbers: Readonly<Record<string, string>> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };
  return JSON.stringify(value, (_, each: unknown) => ordered(each)).replace(
    /[<>&]/g,
    (letter) => numbers[letter]!,
  );
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(textOf(json)) as unknown;
  } catch {
    throw new ExpressionError("it is no JSON");
  }
}

const hashed = (algorithm: string) => (text: unknown) =>
  createHash(algorithm).update(textOf(text)).digest("hex");

/** Terraform's functions that give the same for the same, wherever it runs. */
export const FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  abs: (value) => Math.abs(numberOf(value)),
  base64decode: (text) => Buffer.from(textOf(text), "base64").toString("utf8"),
  base64encode: (text) => Buffer.from(textOf(text)).toString("base64"),
  ceil: (value) => Math.ceil(numberOf(value)),
  chomp: (text) => textOf(text).replace(/[\r\n]+$/, ""),
  coalesce: (...values) => first(values),
  compact: (list) => listOf(list).filter(isGiven),
  concat: (...lists) => lists.flatMap(listOf),
  contains: (list, value) => listOf(list).some((each) => isSame(each, value)),
  distinct: (list) => distinct(listOf(list)),
  element: (list, index) => valueAt(list, numberOf(index) % listOf(list).length),
  endswith: (text, end) => textOf(text).endsWith(textOf(end)),
  flatten: (list) => listOf(list).flat(Infinity),
  floor: (value) => Math.floor(numberOf(value)),
  format: formatted,
  join: (separator, ...lists) => lists.flatMap(listOf).map(textOf).join(textOf(separator)),
  jsondecode: parsed,
  jsonencode: jsonOf,
  keys: (object) => byName(objectOf(object)).map(([name]) => name),
  length: (value) => (typeof value === "string" ? [...value].length : Object.keys(value as object).length),
  lookup: (object, name, otherwise) => objectOf(object)[textOf(name)] ?? otherwise,
  lower: (text) => textOf(text).toLowerCase(),
  max: (...values) => Math.max(...values.map(numberOf)),
  md5: hashed("md5"),
  merge: (...objects) => Object.assign({}, ...objects.map(objectOf)) as object,
  min: (...values) => Math.min(...values.map(numberOf)),
  nonsensitive: (value) => value,
  one: (list) => listOf(list)[0] ?? null,
  pow: (base, exponent) => numberOf(base) ** numberOf(exponent),
  replace: replaced,
  reverse: (list) => [...listOf(list)].reverse(),
  sensitive: (value) => value,
  sha1: hashed("sha1"),
  sha256: hashed("sha256"),
  slice: (list, start, end) => listOf(list).slice(numberOf(start), numberOf(end)),
  sort: (list) => sorted(listOf(list).map(textOf)),
  split: (separator, text) => textOf(text).split(textOf(separator)),
  startswith: (text, start) => textOf(text).startsWith(textOf(start)),
  strrev: (text) => [...textOf(text)].reverse().join(""),
  substr: (text, start, length) => {
    const letters = [...textOf(text)].slice(numberOf(start));
    return letters.slice(0, numberOf(length) < 0 ? undefined : numberOf(length)).join("");
  },
  sum: (list) => listOf(list).reduce((sum: number, each) => sum + numberOf(each), 0),
  title: (text) => textOf(text).replace(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase()),
  tobool: boolOf,
  tolist: (list) => listOf(list),
  tomap: objectOf,
  tonumber: numberOf,
  toset: (list) => sorted(distinct(listOf(list)).map(textOf)),
  tostring: textOf,
  trim: (text, letters) => trimmed(textOf(text), textOf(letters), "both"),
  trimprefix: (text, start) =>
    textOf(text).startsWith(textOf(start)) ? textOf(text).slice(textOf(start).length) : textOf(text),
  trimspace: (text) => textOf(text).trim(),
  trimsuffix: (text, end) =>
    textOf(end) && textOf(text).endsWith(textOf(end))
      ? textOf(text).slice(0, -textOf(end).length)
      : textOf(text),
  upper: (text) => textOf(text).toUpperCase(),
  urlencode: (text) =>
    encodeURIComponent(textOf(text))
      .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll("%20", "+"),
  values: (object) => byName(objectOf(object)).map(([, value]) => value),
  zipmap: (names, values) =>
    Object.fromEntries(listOf(names).map((name, index) => [textOf(name), listOf(values)[index]])),
};
