/** A name as SQL takes it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An object of a schema as SQL takes it. What is in parentheses after a name are the types of a routine's arguments: `purge(integer)`. */
export function objectName(schema: string, object: string): string {
  const [, name = "", types = ""] = /^([^(]*)(.*)$/s.exec(object) ?? [];
  return `${quotedName(schema)}.${quotedName(name)}${types}`;
}

/** A text as SQL takes it. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Names as an array of SQL. */
export function nameArray(names: readonly string[]): string {
  return `ARRAY[${names.map(quotedText).join(", ")}]::name[]`;
}

/** A block of PL/pgSQL. */
export function block(tag: string, body: string): string {
  const quote = dollarQuote(tag, body);
  return `DO ${quote}\n${body}\n${quote}`;
}

/** What stands before and after a text in place of quotes. No name in it can end it: then it has another tag. */
export function dollarQuote(tag: string, text: string): string {
  const quote = `$${tag}$`;
  return text.includes(quote) ? dollarQuote(`${tag}_`, text) : quote;
}
