import { STEERING } from "../../review/quoted";

/** Data as JSON. What would steer a terminal is written as its number, by which JSON means the same. */
export function asJson(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(STEERING, (found) =>
    found === "\n"
      ? found
      : [...found]
          .flatMap((character) => character.split(""))
          .map(unicodeEscape)
          .join(""),
  );
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
