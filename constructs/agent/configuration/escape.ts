/** How a format writes a value so that whoever reads it gets the same back. */
export interface Escape {
  /** A value that is known now. */
  text(value: string): string;
  /** The functions that a template pipes a value through, which Vault's agent and OpenBao's both have. */
  readonly functions: readonly string[];
}

/** As it is. */
export const plain: Escape = { text: (value) => value, functions: [] };

/** A single quote between single quotes: systemd would take a backslash for the end of the quoting. */
const QUOTE = `'"'"'`;

/** A word of a POSIX shell, in single quotes. */
export const shellWord: Escape = {
  text: (value) => `'${value.replaceAll("'", QUOTE)}'`,
  functions: [replace("'", QUOTE), `printf "'%s'"`],
};

/** A JSON value. */
export const json: Escape = { text: (value) => JSON.stringify(value), functions: ["toJSON"] };

/** A part of a URL. A form's `+` would be a plus sign there. */
export const urlPart: Escape = {
  text: (value) => encodeURIComponent(value),
  functions: ["urlquery", replace("+", "%20")],
};

/** A field of a password file, in which a colon ends a field. */
export const pgpassField: Escape = {
  text: (value) => value.replaceAll("\\", "\\\\").replaceAll(":", "\\:"),
  functions: [replace("\\", "\\\\"), replace(":", "\\:")],
};

function replace(from: string, to: string): string {
  return `replaceAll ${JSON.stringify(from)} ${JSON.stringify(to)}`;
}
