/** Whether a rendered argument is true; Terraform takes strings, too. Of an expression it isn't known yet. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true" || value === "1";
}

/** Whether a rendered argument is false or left out. */
export function isFalse(value: unknown): boolean {
  return isMissing(value) || value === false || value === "false" || value === "0";
}

/** Whether an option of an audit device is off, as Vault reads it: with Go's `strconv.ParseBool`. */
export function isOff(option: unknown): boolean {
  return isMissing(option) || ["0", "f", "F", "FALSE", "false", "False"].includes(String(option));
}

export function isMissing(value: unknown): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}

/** Whether a text is written down: no reference to a variable or a resource in it, no file, no provider's function. */
export function isLiteral(value: unknown): boolean {
  if (typeof value !== "string" || value === "") return false;
  const withoutQuoted = value.replaceAll("$${", "").replace(/"[^"$]*"/g, "");
  return !/\$\{[^}]*(\b[a-z_][\w-]*\.\w|::|\bfile\w*\()/i.test(withoutQuoted);
}

/** The texts of a rendered list; an expression in its place counts as one of them. */
export function texts(list: unknown): readonly string[] {
  return isMissing(list) ? [] : [list].flat().map(String);
}
