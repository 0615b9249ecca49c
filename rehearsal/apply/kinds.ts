import { UNKNOWN } from "../../constructs/guardrails/rendered/expressions";

/** Told of what is wrong with an argument: `postgresql.connection_url`, `is missing`. */
export type Report = (argument: string, problem: string) => void;

/**
 * What an argument may hold: the value that Terraform hands to the provider, or a report.
 * What isn't given stays so, and what is known only when Terraform runs is read then.
 */
export type Kind = (value: unknown, argument: string, report: Report) => unknown;

/** The arguments of a block that have a meaning here. */
export type Schema = Readonly<Record<string, Kind>>;

/** A text; Terraform makes one of a number or a bool. */
export const text = kind("a text", (value) =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined,
);

/** A number; Terraform makes one of a text. */
export const number = kind("a number", (value) => {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
});

/** A number that isn't too small. */
export const atLeast = (least: number) =>
  kind(`${least} or more`, (value) => (Number(value) >= least ? Number(value) : undefined));

/** True or false; Terraform makes it of a text. */
export const bool = kind("true or false", (value) => {
  if (typeof value === "boolean") return value;
  return { true: true, "1": true, false: false, "0": false }[String(value)];
});

/** One of some texts. */
export function oneOf(...texts: readonly string[]): Kind {
  return kind(texts.map((each) => `"${each}"`).join(" or "), (value) =>
    texts.includes(String(value)) ? String(value) : undefined,
  );
}

/** True, because the rest has no meaning here. */
export const onlyTrue = kind("true", (value) => (String(value) === "true" ? true : undefined));

/** A list of one kind of values. */
export function list(each: Kind): Kind {
  return (value, argument, report) => {
    if (isMissing(value) || value === UNKNOWN) return value;
    if (!Array.isArray(value)) return void report(argument, `is ${inWords(value)} instead of a list`);
    return value.map((entry, index) => each(entry, `${argument}[${index}]`, report));
  };
}

/** A set of one kind of values: Terraform minds neither their order nor that one is there twice. */
export function set(each: Kind): Kind {
  const read = list(each);
  return (value, argument, report) => {
    const values = read(value, argument, report);
    return Array.isArray(values) ? [...new Set(values as unknown[])].sort(byText) : values;
  };
}

function byText(one: unknown, other: unknown): number {
  return String(one) < String(other) ? -1 : 1;
}

/** Texts by names that can be any. */
export const texts: Kind = (value, argument, report) => {
  if (isMissing(value) || value === UNKNOWN) return value;
  if (typeof value !== "object" || Array.isArray(value))
    return void report(argument, `is ${inWords(value)} instead of an object`);
  const read = (name: string, each: unknown) => text(each, `${argument}.${name}`, report);
  return Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, read(name, each)]));
};

/** Arguments within a block; Terraform takes it alone or in a list. */
export function block(schema: Schema): Kind {
  return (value, argument, report) => {
    if (isMissing(value)) return value;
    const [only, ...others] = [value].flat() as unknown[];
    if (!only || typeof only !== "object" || others.length)
      return void report(argument, `is ${inWords(value)} instead of one block`);
    const { "//": _, ...content } = only as Record<string, unknown>;
    return readArguments(content, schema, (name, problem) => report(`${argument}.${name}`, problem));
  };
}

/** What has to be given. */
export function required(each: Kind): Kind {
  return (value, argument, report) =>
    isMissing(value) ? void report(argument, "is missing") : each(value, argument, report);
}

/** The arguments of a block as Terraform hands them to the provider. What is wrong with them is reported. */
export function readArguments(
  content: Readonly<Record<string, unknown>>,
  schema: Schema,
  report: Report,
): Record<string, unknown> {
  for (const name of Object.keys(content)) if (!Object.hasOwn(schema, name)) report(name, "is not known");
  const values = Object.entries(schema).map(([name, each]) => [name, each(content[name], name, report)]);
  return Object.fromEntries(values.filter(([, value]) => !isMissing(value))) as Record<string, unknown>;
}

function kind(what: string, read: (value: unknown) => unknown): Kind {
  return (value, argument, report) => {
    if (isMissing(value) || value === UNKNOWN) return value;
    const known = read(value);
    if (known === undefined) report(argument, `is ${inWords(value)} instead of ${what}`);
    return known;
  };
}

/** A value, without what could be a secret. */
function inWords(value: unknown): string {
  if (typeof value === "string") return value.length > 40 ? "another text" : `"${value}"`;
  if (Array.isArray(value)) return "a list";
  return value && typeof value === "object" ? "an object" : String(value);
}

/** Terraform takes null for what isn't given. */
function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
