import { createHash, createPublicKey } from "node:crypto";

/** The SHA-256 of a key, however its PEM text is laid out. What is no key has none. */
export function keyFingerprint(pem: string): string {
  try {
    const der = createPublicKey(pem).export({ type: "spki", format: "der" });
    return createHash("sha256").update(der).digest("hex");
  } catch {
    return "unknown";
  }
}
