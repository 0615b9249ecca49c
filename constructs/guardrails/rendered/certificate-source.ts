import { createHash } from "node:crypto";
import type { CertificateSource } from "../../access/certificate-source";
import { onlyReferenceIn } from "./expressions";

/**
 * Where a rendered certificate comes from.
 *
 * @param defaultOf the default of a variable, where it has one
 */
export function certificateSource(
  rendered: string,
  defaultOf: (variable: string) => unknown,
): CertificateSource {
  const reference = onlyReferenceIn(rendered);
  if (reference?.kind === "file") return { file: reference.path };
  if (reference?.kind !== "variable") return { sha256: fingerprint(rendered) };
  const given = defaultOf(reference.name);
  const { name: variable } = reference;
  return typeof given === "string" ? { variable, sha256: fingerprint(given) } : { variable };
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
