const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/** Whether lists and objects of a JSON text are within each other more often than that. */
export function isNestedDeeperThan(deepest: number, json: Buffer): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index] as number;
    if (isInText) {
      if (byte === BACKSLASH) index++;
      else isInText = byte !== QUOTE;
    } else if (byte === QUOTE) isInText = true;
    else if (CLOSING.includes(byte)) depth--;
    else if (OPENING.includes(byte) && ++depth > deepest) return true;
  }
  return false;
}
